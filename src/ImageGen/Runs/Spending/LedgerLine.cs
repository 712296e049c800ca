using System;
using System.Text.Json;

namespace ImageGen.Runs.Spending;

/// <summary>
/// One line of a ledger as it is read: a reservation, or what became of one. What is not known here is skipped, so that
/// other programs may add to it.
/// </summary>
internal struct LedgerLine
{
    public string? Id;

    /// <summary>True for a reservation; else it settles the one of the same id.</summary>
    public bool IsReservation;

    /// <summary>The most that the request can cost; null where a price is unknown.</summary>
    public decimal? Reserved;

    public DateTimeOffset Time;

    public bool IsSandbox;

    public string? Machine;

    public int ProcessId;

    /// <summary>Seconds that the request may take; 0 is no limit.</summary>
    public int Timeout;

    /// <summary>What it cost; null leaves the reservation as it is.</summary>
    public decimal? Cost;

    public decimal? ImageCost;

    public decimal? ModelCost;

    public long Tokens;

    public int Images;

    public string? ResponseId;

    /// <summary>What lines are grouped by, where that was asked for.</summary>
    public string? Group;

    /// <summary>Reads a line; false for one that is torn or something else.</summary>
    /// <param name="utf8">The line without its end.</param>
    /// <param name="group">Name of the field to group by; empty for none.</param>
    /// <param name="texts">Gives texts that repeat.</param>
    /// <param name="line">What stands there.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> group, RepeatedTexts texts, out LedgerLine line)
    {
        line = default;
        try
        {
            Utf8JsonReader reader = new(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                line.ReadField(ref reader, group, texts);
            }

            return line.Id is not null && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> group, RepeatedTexts texts)
    {
        bool isGroup = !group.IsEmpty && reader.ValueTextEquals(group);
        if (isGroup && Skipped(ref reader) is false) Group = texts.Get(ref reader);
        else if (isGroup) return;
        else if (reader.ValueTextEquals("id"u8)) Id = Text(ref reader);
        else if (reader.ValueTextEquals("t"u8)) Time = reader.Read() ? reader.GetDateTimeOffset() : default;
        else if (reader.ValueTextEquals("reserved"u8)) (IsReservation, Reserved) = (true, Amount(ref reader));
        else if (reader.ValueTextEquals("cost"u8)) Cost = Amount(ref reader);
        else if (reader.ValueTextEquals("imageCost"u8)) ImageCost = Amount(ref reader);
        else if (reader.ValueTextEquals("modelCost"u8)) ModelCost = Amount(ref reader);
        else if (reader.ValueTextEquals("tokens"u8)) Tokens = reader.Read() ? reader.GetInt64() : 0;
        else if (reader.ValueTextEquals("images"u8)) Images = reader.Read() ? reader.GetInt32() : 0;
        else if (reader.ValueTextEquals("sandbox"u8)) IsSandbox = reader.Read() && reader.GetBoolean();
        else if (reader.ValueTextEquals("machine"u8)) Machine = reader.Read() ? texts.Get(ref reader) : null;
        else if (reader.ValueTextEquals("pid"u8)) ProcessId = reader.Read() ? reader.GetInt32() : 0;
        else if (reader.ValueTextEquals("timeout"u8)) Timeout = reader.Read() ? reader.GetInt32() : 0;
        else if (reader.ValueTextEquals("responseId"u8)) ResponseId = Text(ref reader);
        else Skip(ref reader);
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.Read() ? reader.GetString() : null;

    private static decimal? Amount(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType != JsonTokenType.Null ? reader.GetDecimal() : null;

    private static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.Read()) reader.Skip();
    }

    /// <summary>Steps to the value; true where it is no text, which is passed over.</summary>
    private static bool Skipped(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.String) return false;

        reader.Skip();
        return true;
    }
}
