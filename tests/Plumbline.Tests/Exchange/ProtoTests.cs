using CsCheck;
using Plumbline.Exchange;

namespace Plumbline.Tests.Exchange;

public sealed class ProtoTests
{
    [Fact]
    public void Bytes_are_those_of_the_published_examples()
    {
        var message = new ProtoWriter();
        message.Integer(1, 150);
        message.Text(2, "testing");
        message.Message(3, inner => inner.Integer(1, 150));
        Assert.Equal("089601" + "120774657374696e67" + "1a03089601", Convert.ToHexStringLower(message.Written));
    }

    [Fact]
    public void Every_field_comes_back() => Gen.Select(Gen.Long, Gen.Float, Gen.Double, Gen.String, Gen.Int[1, 536_870_911]).Sample((integer, single, number, text, field) =>
    {
        var message = new ProtoWriter();
        message.Integer(field, integer);
        message.Single(field, single);
        message.Double(field, number);
        message.Bytes(field, System.Text.Encoding.Unicode.GetBytes(text));
        message.Message(field, inner => inner.Integer(field, integer));
        var reader = new ProtoReader(message.Written.ToArray());
        Assert.True(reader.Next() && reader.Field == field && reader.Integer() == integer);
        Assert.True(reader.Next() && reader.Single().Equals(single));
        Assert.True(reader.Next() && reader.Double().Equals(number));
        Assert.True(reader.Next() && System.Text.Encoding.Unicode.GetString(reader.Bytes().Span) == text);
        Assert.True(reader.Next());
        var inner = reader.Message();
        Assert.True(inner.Next() && inner.Integer() == integer && !inner.Next());
        Assert.False(reader.Next());
    }, iter: 1_000, threads: 1);

    [Theory]
    [InlineData("08", "the end within a number")]
    [InlineData("08ffffffffffffffffffff", "a number of more than ten bytes")]
    [InlineData("0a05aabb", "5 bytes wanted where 2 are left")]
    [InlineData("0affffffffffffffffff01", "18446744073709551615 bytes wanted where 0 are left")]
    [InlineData("0b", "wire type 3")]
    [InlineData("00", "field number 0")]
    public void Damaged_messages_are_refused(string hex, string reason) => Assert.StartsWith(reason, Assert.Throws<FormatException>(() =>
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        while (reader.Next()) Assert.NotEqual(0, reader.Field);
    }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_of_another_layout_is_refused()
    {
        var message = new ProtoWriter();
        message.Integer(4, 1);
        var reader = new ProtoReader(message.Written.ToArray());
        Assert.True(reader.Next());
        Assert.Equal("field 4 is laid out as Varint; expected Bytes", Assert.Throws<FormatException>(() => reader.Text()).Message);
    }
}
