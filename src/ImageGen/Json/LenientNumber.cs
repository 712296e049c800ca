using System;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGen.Json;

/// <summary>Reads a number, or a text that holds one; anything else counts as none.</summary>
internal sealed class LenientNumber : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
    {
        if (value is double number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }

    internal static double? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            bool isNumber = Utf8Parser.TryParse(reader.ValueSpan, out double value, out int used)
                && used == reader.ValueSpan.Length
                && !double.IsNaN(value)
                && !double.IsInfinity(value);
            return isNumber ? value : null;
        }

        reader.Skip();
        return null;
    }
}

/// <summary>The same for a whole number.</summary>
internal sealed class LenientCount : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientNumber.Read(ref reader) is double value && value is > -9e15 and < 9e15 && value == Math.Floor(value)
            ? (long)value
            : null;

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is long number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}

/// <summary>The same for a small whole number.</summary>
internal sealed class LenientIndex : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LenientNumber.Read(ref reader) is double value
        && value is >= int.MinValue and <= int.MaxValue
        && value == Math.Floor(value)
            ? (int)value
            : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is int number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    }
}

/// <summary>The same for a truth.</summary>
internal sealed class LenientBoolean : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.TokenType == JsonTokenType.True;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is bool truth) writer.WriteBooleanValue(truth);
        else writer.WriteNullValue();
    }
}
