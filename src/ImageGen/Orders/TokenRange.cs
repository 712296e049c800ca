using System;

namespace ImageGen.Orders;

/// <summary>
/// A number of tokens that is not counted yet: at least, likely, at most. No upper end is null; the default is none.
/// </summary>
internal readonly struct TokenRange(double low, double expected, double? high)
{
    private readonly double _high = high ?? 0;
    private readonly bool _isUnbounded = high is null;

    public double Low { get; } = low;

    public double Expected { get; } = expected;

    public double? High => _isUnbounded ? null : _high;

    public static TokenRange Exactly(double tokens) => new(tokens, tokens, tokens);

    public static TokenRange operator +(TokenRange one, TokenRange other) =>
        new(one.Low + other.Low, one.Expected + other.Expected, one.High + other.High);

    public static TokenRange operator *(TokenRange range, int count) =>
        new(range.Low * count, range.Expected * count, range.High * count);

    /// <summary>The range that holds both; the likely number is that of the first.</summary>
    public TokenRange Or(TokenRange other) => new(
        Math.Min(Low, other.Low),
        Expected,
        High is double high && other.High is double more ? Math.Max(high, more) : null);
}
