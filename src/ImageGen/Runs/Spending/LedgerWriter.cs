using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs.Spending;

/// <summary>
/// Writes the lines of a ledger. Text from outside is escaped, so that a line stays one; there is no key in it.
/// </summary>
internal sealed class LedgerWriter
{
    private const byte LineFeed = (byte)'\n';
    private const int LongestPrompt = 32_000;
    private const int LongestText = 1_000;

    private static readonly JsonEncodedText s_machine = JsonEncodedText.Encode(Environment.MachineName);
    private static readonly JsonEncodedText s_user = JsonEncodedText.Encode(UserName());

    private readonly MemoryStream _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    public LedgerWriter() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>The number of this process.</summary>
    public static int ProcessId { get; } = CurrentProcessId();

    /// <summary>An id that no other reservation has.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N").Substring(16);

    /// <summary>
    /// The line of a reservation between two newlines, of which the first is needed behind a torn line alone. It is
    /// valid until the next one.
    /// </summary>
    public ArraySegment<byte> Write(LedgerReservation reservation, DateTimeOffset now, bool keepsPrompt)
    {
        ImageOrder order = reservation.Order;
        ServiceConnection service = order.Service;
        Begin(reservation.Id, now);
        if (reservation.High is decimal high) _writer.WriteNumber("reserved"u8, high);
        else _writer.WriteNull("reserved"u8);
        _writer.WriteString("machine"u8, s_machine);
        _writer.WriteString("user"u8, s_user);
        _writer.WriteNumber("pid"u8, ProcessId);
        _writer.WriteNumber("timeout"u8, (int)order.Settings.Limits.Whole.TotalSeconds);
        Write("service"u8, service.Name, service);
        if (service.IsSandbox) _writer.WriteBoolean("sandbox"u8, true);
        _writer.WriteString("kind"u8, order.IsEdit ? "edit"u8 : "generate"u8);
        Write("model"u8, order.Model, service);
        Write("imageModel"u8, order.Options.ImageModel, service);
        Write("size"u8, order.Options.Size, service);
        Write("quality"u8, order.Options.Quality, service);
        Write("background"u8, order.Options.Background, service);
        Write("format"u8, order.Options.OutputFormat, service);
        _writer.WriteNumber("requested"u8, order.Count);
        if (keepsPrompt) Write("prompt"u8, order.Prompt, service, LongestPrompt);
        return End();
    }

    /// <summary>The line that settles one, likewise.</summary>
    public ArraySegment<byte> Write(LedgerSettlement settlement, DateTimeOffset now, ServiceConnection service)
    {
        Begin(settlement.Id, now);
        Write("cost"u8, settlement.Cost);
        Write("imageCost"u8, settlement.ImageCost);
        Write("modelCost"u8, settlement.ModelCost);
        if (settlement.Tokens is long tokens) _writer.WriteNumber("tokens"u8, tokens);
        if (settlement.Images > 0) _writer.WriteNumber("images"u8, settlement.Images);
        Write("responseId"u8, settlement.ResponseId, service);
        Write("requestId"u8, settlement.RequestId, service);
        if (settlement.Files.Count > 0)
        {
            _writer.WriteStartArray("files"u8);
            foreach (string file in settlement.Files) _writer.WriteStringValue(Redaction.Redact(file, service.Key));
            _writer.WriteEndArray();
        }

        Write("error"u8, settlement.Error, service);
        return End();
    }

    private void Begin(string id, DateTimeOffset now)
    {
        _buffer.SetLength(0);
        _buffer.WriteByte(LineFeed);
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("id"u8, id);
        _writer.WriteString("t"u8, now.UtcDateTime);
    }

    private ArraySegment<byte> End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        _buffer.WriteByte(LineFeed);
        return new ArraySegment<byte>(_buffer.GetBuffer(), 0, (int)_buffer.Length);
    }

    private void Write(ReadOnlySpan<byte> name, decimal? amount)
    {
        if (amount is decimal known) _writer.WriteNumber(name, known);
    }

    private void Write(ReadOnlySpan<byte> name, string? text, ServiceConnection service, int limit = LongestText)
    {
        if (string.IsNullOrEmpty(text)) return;

        string clean = Redaction.Redact(text!, service.Key);
        _writer.WriteString(name, clean.Length > limit ? clean.Substring(0, limit) : clean);
    }

    private static string UserName() => Path.DirectorySeparatorChar == '\\'
        ? $"{Environment.UserDomainName}\\{Environment.UserName}"
        : Environment.UserName;

    private static int CurrentProcessId()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id;
    }
}
