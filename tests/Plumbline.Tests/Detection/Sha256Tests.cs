using System.Security.Cryptography;
using Plumbline.Detection;

namespace Plumbline.Tests.Detection;

public sealed class Sha256Tests
{
    [Fact]
    public void It_equals_that_of_the_platform_at_every_length()
    {
        var data = new byte[100_000];
        new Random(5).NextBytes(data);
        foreach (var length in Enumerable.Range(0, 300).Append(data.Length))
            Assert.Equal(SHA256.HashData(data.AsSpan(0, length)), Sha256.Of(data.AsSpan(0, length)));
    }
}
