using System.Text;

namespace Plumbline.Detection;

/// <summary>Identities derived from what they name, so that the same data scored again gives the same ones.</summary>
internal static class VerdictId
{
    public static string Of(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))).AsSpan(0, 12));
}
