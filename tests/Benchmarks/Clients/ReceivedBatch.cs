using System;
using System.IO;
using System.Linq;
using ImageGen.Runs.Batches;

namespace ImageGen.Benchmarks.Clients;

/// <summary>A batch that is completed at the service, and can be received any number of times.</summary>
internal sealed class ReceivedBatch
{
    private readonly ModuleRunspace _runspace;
    private readonly AIImageService _service;
    private readonly string _record;

    public ReceivedBatch(ModuleRunspace runspace, AIImageService service, string folder, int images)
    {
        _runspace = runspace;
        _service = service;
        _record = Path.Combine(folder, $"receive-{images}.batch");
        Images = images;
        runspace.Invoke(
            shell => shell.AddCommand("Start-AIImageBatch")
                .AddParameter("Service", service)
                .AddParameter("Model", "gpt-image-2")
                .AddParameter("OutFile", Path.Combine(folder, "{index}.png"))
                .AddParameter("Record", _record),
            Enumerable.Range(1, images).Select(number => $"fox {number}"));
        OutputFile = RecordState.Read(_record).Shards.Single().Last!.OutputFile!;
    }

    public int Images { get; }

    /// <summary>Id of the file at the service.</summary>
    public string OutputFile { get; }

    /// <summary>Receives all images, and removes each when it is on the disk.</summary>
    public void Receive(int imageLength)
    {
        int count = 0;
        _runspace.Invoke(
            shell => shell.AddCommand("Receive-AIImageBatch")
                .AddParameter("Batch", _record)
                .AddParameter("Service", _service),
            input: null,
            item =>
            {
                FileInfo file = new(((AIImage)item).FullName!);
                if (file.Length != imageLength) throw new InvalidDataException("A file is not whole.");
                file.Delete();
                count++;
            });
        if (count != Images) throw new InvalidOperationException($"{count} images came.");
    }
}
