using System;
using System.Buffers.Text;
using System.Text.Json;

namespace ImageGen.Runs.Spending;

/// <summary>
/// One line of a ledger as it is read: a reservation, or its settlement. What is not known here is skipped, so that
/// other programs may add to it.
/// </summary>
internal struct LedgerLine
{
    public LedgerKey Id;

    /// <summary>True for a reservation; else it settles the one of the same id.</summary>
    public bool IsReservation;

    /// <summary>The most that the request can cost; null where a price is unknown.</summary>
    public decimal? Reserved;

    public DateTimeOffset Time;

    public bool IsSandbox;

    /// <summary>What it cost; null leaves the reservation as it is.</summary>
    public decimal? Cost;

    public decimal? ImageCost;

    public decimal? ModelCost;

    public long Tokens;

    public long Images;

    /// <summary>What lines are grouped by, where that was asked for.</summary>
    public string? Group;

    /// <summary>Who works on it, where that was asked for.</summary>
    public LedgerProcess Process;

    /// <summary>Reads a line; false for one that is torn or something else.</summary>
    /// <param name="utf8">The line without its end.</param>
    /// <param name="group">Name of the field to group by; empty for none.</param>
    /// <param name="texts">Gives texts that repeat.</param>
    /// <param name="line">The line that was read.</param>
    /// <param name="withProcess">Reads who works on it, too.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        ReadOnlySpan<byte> group,
        RepeatedTexts texts,
        out LedgerLine line,
        bool withProcess = false)
    {
        line = default;
        try
        {
            Utf8JsonReader reader = new(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadOnlySpan<byte> name = reader.ValueSpan;
                if (!reader.Read()) return false;
                if (!group.IsEmpty && name.SequenceEqual(group)) line.Group = texts.Get(ref reader);
                bool isTaken = line.TryTake(name, ref reader)
                    || (withProcess && line.Process.TryTake(name, ref reader, texts));
                if (!isTaken) reader.Skip();
            }

            return !line.Id.IsEmpty && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Takes the value of a field that is known here.</summary>
    private bool TryTake(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        switch (name.Length)
        {
            case 1 when name[0] == (byte)'t':
                Time = TimeOf(ref reader);
                return true;
            case 2 when name.SequenceEqual("id"u8):
                Id = reader.TokenType == JsonTokenType.String ? new LedgerKey(reader.ValueSpan) : default;
                return true;
            case 4 when name.SequenceEqual("cost"u8):
                Cost = AmountOf(ref reader);
                return true;
            case 6 when name.SequenceEqual("tokens"u8):
                Tokens = reader.GetInt64();
                return true;
            case 6 when name.SequenceEqual("images"u8):
                Images = reader.GetInt64();
                return true;
            case 7 when name.SequenceEqual("sandbox"u8):
                IsSandbox = reader.GetBoolean();
                return true;
            case 8 when name.SequenceEqual("reserved"u8):
                (IsReservation, Reserved) = (true, AmountOf(ref reader));
                return true;
            case 9 when name.SequenceEqual("imageCost"u8):
                ImageCost = AmountOf(ref reader);
                return true;
            case 9 when name.SequenceEqual("modelCost"u8):
                ModelCost = AmountOf(ref reader);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A time as the module writes it is read directly; any other of ISO 8601 as well.</summary>
    private static DateTimeOffset TimeOf(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(reader.ValueSpan, out DateTime time, out int read, 'O')
        && read == reader.ValueSpan.Length
        && time.Kind == DateTimeKind.Utc
            ? new DateTimeOffset(time)
            : reader.GetDateTimeOffset();

    private static decimal? AmountOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : reader.GetDecimal();
}
