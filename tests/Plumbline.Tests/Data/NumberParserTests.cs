using System.Globalization;
using CsCheck;
using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class NumberParserTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+2.5")]
    [InlineData(" 2.5 ")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740991.5")]
    [InlineData("9.376025502771627e-05")]
    [InlineData("0.00021668689077673358")]
    [InlineData("9.38762417e-01")]
    [InlineData("1E+3")]
    [InlineData("1e22")]
    [InlineData("1e23")]
    [InlineData("8.5e28")]
    [InlineData("1e-60")]
    [InlineData("1e-61")]
    [InlineData("4.9e-324")]
    [InlineData("1e-400")]
    [InlineData("1e999")]
    [InlineData("0e99999")]
    [InlineData("1e99999")]
    [InlineData("9999999999999999999")]
    [InlineData("99999999999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("0.0000000000000000000000000000000000000001")]
    [InlineData("123456789012345678901234567890.123456789")]
    [InlineData("0000000000000000000000000012.5")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5x")]
    [InlineData("1,5")]
    [InlineData("1.5.5")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("inf")]
    public void Equals_the_framework_on_odd_texts(string text) => AssertEqualsFramework(text);

    [Fact]
    public void Equals_the_framework_on_every_way_to_write_a_double() =>
        Gen.Double.Sample(value =>
        {
            foreach (var format in (string[])["R", "G17", "E16", "E3", "F6"]) AssertEqualsFramework(value.ToString(format, CultureInfo.InvariantCulture));
        }, iter: 20_000, threads: 1, seed: "0000000000001");

    [Fact]
    public void Equals_the_framework_on_any_digits_with_any_power() =>
        Gen.Select(Gen.ULong, Gen.Int[-70, 40], Gen.Int[0, 20]).Sample((digits, power, point) =>
        {
            var text = digits.ToString(CultureInfo.InvariantCulture);
            if (point < text.Length) text = text.Insert(point, ".");
            AssertEqualsFramework($"{text}e{power}");
        }, iter: 100_000, threads: 1, seed: "0000000000002");

    [Fact]
    public void Equals_the_framework_next_to_and_upon_the_middle_between_two_doubles() =>
        Gen.Select(Gen.ULong[1UL << 52, (1UL << 53) - 1], Gen.Int[-8, 10], Gen.Int[-1, 1]).Sample((mantissa, shift, off) =>
        {
            // (2 mantissa + 1) / 2 x 2^shift lies half way between two neighbours; as a decimal it is exact.
            var halfway = (UInt128)(2 * mantissa + 1);
            var text = shift >= 1 ? ((halfway << (shift - 1)) + (UInt128)(1 + off) - 1).ToString(CultureInfo.InvariantCulture)
                : $"{halfway * Power(5, 1 - shift) + (UInt128)(1 + off) - 1}e{shift - 1}";
            AssertEqualsFramework(text);
        }, iter: 50_000, threads: 1, seed: "0000000000003");

    private static UInt128 Power(uint number, int exponent)
    {
        UInt128 product = 1;
        for (var factor = 0; factor < exponent; factor++) product *= number;
        return product;
    }

    private static void AssertEqualsFramework(string text)
    {
        var expectedOk = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var expected);
        var ok = NumberParser.TryParse(text, out var value);
        if (ok == expectedOk && (!ok || BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(expected))) return;
        Assert.Fail($"'{text}': {ok} {value:R}, but the framework {expectedOk} {expected:R}");
    }
}
