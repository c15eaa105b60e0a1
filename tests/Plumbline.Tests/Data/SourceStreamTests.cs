using System.Text;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class SourceStreamTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("plain text")]
    public void Plain_bytes_pass_unchanged(string text)
    {
        var stream = new SourceStream(CsvText.Stream(text));
        Assert.Equal(text, new StreamReader(stream).ReadToEnd());
        Assert.False(stream.IsCompressed);
        Assert.Equal(text.Length, stream.BytesRead);
        Assert.Equal(text.Length, stream.TotalBytes);
    }

    [Fact]
    public void Gzip_is_known_by_its_first_bytes_and_counted_before_inflating()
    {
        var text = new string('x', 100_000);
        var packed = CsvText.Gzip(text);
        var twice = packed.Concat(packed).ToArray();
        var stream = new SourceStream(new MemoryStream(twice));
        Assert.Equal(text + text, new StreamReader(stream).ReadToEnd());
        Assert.True(stream.IsCompressed);
        Assert.Equal(twice.Length, stream.BytesRead);
    }

    [Fact]
    public void A_pipe_has_no_total_and_stays_open()
    {
        var pipe = new EndlessText("", "ab", 7);
        using (var stream = new SourceStream(pipe))
        {
            Assert.Null(stream.TotalBytes);
            Assert.Equal("abababab", new StreamReader(stream, Encoding.ASCII).ReadToEnd());
        }
        Assert.Equal(0, pipe.Read(new byte[1]));
    }
}
