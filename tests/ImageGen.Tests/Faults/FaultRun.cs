using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Runs one cell in a session, in a folder of its own.</summary>
internal sealed class FaultRun(ModuleSession session, FaultCell cell)
{
    private const string Script = """
        $VerbosePreference = $DebugPreference = 'Continue'
        Connect-AIImageService -ApiKey $key -BaseUri $address -Project $project @proxy
        """;

    private readonly string _folder = Directory.CreateDirectory(session.PathOf(Guid.NewGuid().ToString("N"))).FullName;

    public async Task<FaultOutcome> RunAsync()
    {
        cell.Before?.Invoke(_folder);
        StillClock clock = new();
        session.Clock = clock;
        await using RawServer server = new(_folder, cell.IsSecure, cell.Script) { Clock = clock };
        using AbsentServer nobody = new();
        Uri there = cell.IsAbsent ? nobody.BaseUri : server.BaseUri;
        Hashtable proxy = [];
        string address = there.AbsoluteUri;
        if (cell.ProxyPassword is string password)
        {
            proxy["Proxy"] = $"http://user:{Uri.EscapeDataString(password)}@{there.Authority}";
            proxy["AllowHttp"] = true;
            address = $"{(cell.IsSecure ? "https" : "http")}://service.example/v1";
        }

        session.Runspace.SessionStateProxy.Path.SetLocation(_folder);
        RunResult result;
        try
        {
            result = await Task.Run(() => session.Run(
                $"{Script}\n{cell.Command}",
                ("key", cell.Key),
                ("project", ModuleSession.NewProject()),
                ("address", address),
                ("proxy", proxy),
                ("upload", FaultPictures.Upload))).Soon();
        }
        catch (TimeoutException)
        {
            return new FaultOutcome { Cell = cell, Summary = "no end", IsHung = true };
        }

        return Read(result, server);
    }

    private FaultOutcome Read(RunResult result, RawServer server)
    {
        IReadOnlyList<FoundFile> files = FoundFile.In(_folder);
        OutputText text = new(result, files);
        List<AIImageException> failures = [.. text.Failures];
        List<AIImage> carried = [.. failures.Select(failure => failure.Image).OfType<AIImage>()];
        string? error = text.ErrorIds.Count == 0 ? null : string.Join(",", text.ErrorIds);
        int images = result.Images.Count;
        int useful = cell.Shown is null ? 0 : result.Images.Count(image => !image.Resumed && ShowsItsInput(image));
        FoundFile? record = files.FirstOrDefault(file => file.Name == FaultCell.Record);
        string? recorded = record is null ? null : JsonNode.Parse(record.Bytes)?["response_id"]?.GetValue<string>();
        bool isRecorded = recorded is not null;
        return new FaultOutcome
        {
            Cell = cell,
            Summary = FaultOutcome.Summarize(
                error,
                server.Received,
                cell.Connections is null ? null : server.Connections,
                files.Select(file => file.Name),
                images,
                result.Output.Count(item => item.BaseObject is AIImagePartial),
                carried.Count),
            PaidTwice = Math.Max(0, server.Made - cell.Asked),
            PaidForNothing = cell.Shown is null ? 0 : Math.Max(0, server.Made - cell.Used - useful),
            WrongImages = cell.Shown is null ? 0 : result.Images.Count(image => !ShowsItsInput(image)),
            Lost = isRecorded ? 0 : Math.Max(0, cell.Delivered - images - carried.Count),
            Leaks = [.. cell.Secrets.SelectMany(text.Holding)],
            Controls = text.WithControls(),
            Leftovers = [.. files.Select(file => file.Name).Except(cell.ExpectedFiles)],
            Problems =
            [
                .. server.Problems.Select(problem => problem.ToString()),
                .. WrongPictures(result.Images.Concat(carried), files),
                .. recorded == cell.Recorded ? Array.Empty<string>() : [$"the record holds '{recorded}'"],
            ],
        };
    }

    private bool ShowsItsInput(AIImage image) =>
        image.Index < cell.Shown!.Count && cell.Shown[image.Index] == ToldPicture.TextOf(image.Bytes);

    private IEnumerable<string> WrongPictures(IEnumerable<AIImage> images, IReadOnlyList<FoundFile> files)
    {
        if (cell.Picture is not byte[] picture) return [];

        return images.Where(image => image.Length > 0 && !picture.SequenceEqual(image.Bytes ?? []))
            .Select(_ => "another picture")
            .Concat(files
                .Where(file => file.Name.EndsWith(".png", StringComparison.Ordinal) && !file.IsForeign)
                .Where(file => !picture.SequenceEqual(file.Bytes))
                .Select(file => $"another picture in {file.Name}"));
    }
}
