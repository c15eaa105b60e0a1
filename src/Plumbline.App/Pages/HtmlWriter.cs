using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Plumbline.App.Pages;

/// <summary>Writes markup in which every interpolated value is escaped, so that no name in the data can become markup.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Literal parts are markup; values in braces become text or attribute values.</summary>
    public void Write(Markup markup) => output.Write(markup.ToString());

    /// <summary>Markup, style or script of our own, as it is.</summary>
    public void Raw(string markup) => output.WriteLine(markup);

    /// <summary>One line that says why a part of the report is not there.</summary>
    public void Absent(string why) => Write($"<p class=\"absent\">{why}</p>\n");

    /// <summary>An interpolated string whose holes are escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Markup(int literalLength, int formattedCount)
    {
        private readonly StringBuilder text = new(literalLength + 16 * formattedCount);

        public void AppendLiteral(string markup) => text.Append(markup);

        public void AppendFormatted(string? value) => text.Append(WebUtility.HtmlEncode(value));

        public void AppendFormatted(double number) => text.Append(ReportNumber.Format(number));

        public void AppendFormatted(int number) => text.Append(number);

        public override string ToString() => text.ToString();
    }
}
