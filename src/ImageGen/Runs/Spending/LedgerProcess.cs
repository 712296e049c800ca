using System;
using System.Text.Json;

namespace ImageGen.Runs.Spending;

/// <summary>Who works on a request, as its line in the ledger says.</summary>
internal struct LedgerProcess
{
    public string? Machine;

    /// <summary>Number of the process on that machine.</summary>
    public int Id;

    /// <summary>Seconds that the request may take; 0 or less is no limit.</summary>
    public int Timeout;

    public string? ResponseId;

    /// <summary>Takes the value of a field that is known here.</summary>
    public bool TryTake(ReadOnlySpan<byte> name, ref Utf8JsonReader reader, RepeatedTexts texts)
    {
        if (name.SequenceEqual("machine"u8)) Machine = texts.Get(ref reader);
        else if (name.SequenceEqual("pid"u8)) Id = reader.GetInt32();
        else if (name.SequenceEqual("timeout"u8)) Timeout = reader.GetInt32();
        else if (name.SequenceEqual("responseId"u8)) ResponseId = reader.GetString();
        else return false;

        return true;
    }
}
