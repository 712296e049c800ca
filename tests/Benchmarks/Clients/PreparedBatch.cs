using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ImageGen.Runs.Batches;

namespace ImageGen.Benchmarks.Clients;

/// <summary>Rows as a CSV file has them, and the ways to take them.</summary>
internal sealed class PreparedBatch(ModuleRunspace runspace, string folder)
{
    private static readonly Uri s_nobody = new("http://127.0.0.1:9/v1");

    private readonly AIImageService _service = runspace.Connect(s_nobody);
    private readonly string _record = Path.Combine(folder, "prepare.batch");

    public static IEnumerable<PSObject> Rows(string folder, int count)
    {
        for (int number = 1; number <= count; number++)
        {
            PSObject row = new();
            row.Properties.Add(new PSNoteProperty("Prompt", $"a red fox in deep snow, number {number}"));
            row.Properties.Add(new PSNoteProperty("OutFile", Path.Combine(folder, "pictures", $"fox-{number}.png")));
            row.Properties.Add(new PSNoteProperty("Quality", number % 2 == 0 ? "low" : "high"));
            yield return row;
        }
    }

    /// <summary>The cmdlet with the same parameters, which does nothing with them.</summary>
    public void TakeOnly(IEnumerable<PSObject> rows) => Invoke(EmptyCommand.Name, rows);

    public void TellOnly(IEnumerable<PSObject> rows) =>
        Invoke("Start-AIImageBatch", rows, shell => shell.AddParameter("WhatIf"));

    /// <summary>Prepares all and begins the upload, which nobody takes.</summary>
    public void Prepare(IEnumerable<PSObject> rows, int count)
    {
        Invoke(
            "Start-AIImageBatch", rows, shell => shell.AddParameter("ErrorAction", ActionPreference.SilentlyContinue));
        Check(count);
    }

    /// <summary>
    /// The same of rows that are made one after the other in the pipeline, so that nobody keeps them.
    /// </summary>
    public void PrepareStreamed(int count)
    {
        runspace.Invoke(shell =>
        {
            shell.AddScript(
                """
                param($Count, $Folder)
                for ($n = 1; $n -le $Count; $n++) {
                    [pscustomobject] @{ Prompt = "a red fox in snow, number $n"
                        OutFile = "$Folder/pictures/fox-$n.png" }
                }
                """).AddParameter("Count", count).AddParameter("Folder", folder);
            AddCommand(shell, "Start-AIImageBatch").AddParameter("ErrorAction", ActionPreference.SilentlyContinue);
        });
        Check(count);
    }

    private void Check(int count)
    {
        RecordState state = RecordState.Read(_record);
        bool isWhole = state.Plan?.Inputs == count && state.Shards is [{ FileName: not null, FileId: null }];
        if (!isWhole) throw new InvalidOperationException("The batch did not come as far as its upload.");
        File.Delete(_record);
    }

    private void Invoke(string command, IEnumerable<PSObject> rows, Action<PowerShell>? more = null) => runspace.Invoke(
        shell =>
        {
            AddCommand(shell, command);
            more?.Invoke(shell);
        },
        rows);

    private PowerShell AddCommand(PowerShell shell, string command) => shell.AddCommand(command)
        .AddParameter("Service", _service)
        .AddParameter("Model", "gpt-image-2")
        .AddParameter("Record", _record)
        .AddParameter("MaximumRetryCount", 0);
}
