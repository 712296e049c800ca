using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Runs every command, well and badly, and looks for the key in all that comes out of it.</summary>
public sealed class KeyNowhereTests
{
    private const string Script = """
        $VerbosePreference = $DebugPreference = 'Continue'
        Get-AIImageService
        $image = New-AIImage 'a fox' -OutFile fox.png -Sidecar
        $image
        "$image" ; $image.ToDataUri()
        $image | Edit-AIImage 'more' | Save-AIImage ./saved -Sidecar -PassThru
        Get-AIImageStream 'a fox' | Save-AIImage ./stream -Sidecar
        Get-AIImage -ResponseId resp_1
        Get-AIImage fox.png
        New-AIImage 'fail'
        Get-AIImageStream 'fail'
        Edit-AIImage 'fail' -Image $image
        Get-AIImage -ResponseId fail
        New-AIImage 'a fox' -OutFile fox.png
        New-AIImage 'a fox' -WhatIf
        New-AIImage 'a fox' -Service nowhere
        Connect-AIImageService -ApiKey $key -BaseUri http://example.com/v1
        $Error
        $Error | ForEach-Object { $_.Exception.ToString(); $_.InvocationInfo.BoundParameters }
        Get-AIImageService | ForEach-Object { $_.PSObject.Properties | ForEach-Object { "$($_.Name) = $($_.Value)" } }
        """;

    [Fact]
    public async Task The_key_is_in_no_stream_no_object_and_no_file()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
        {
            // The service echoes the key, as real ones do with parts of it.
            bool fails = request.Path.Contains("fail") || Samples.Text(request.Body).Contains("fail");
            if (fails)
            {
                return LoopbackService.WriteJsonAsync(context, Samples.Error($"Bad key {LoopbackService.Key}!"), 401);
            }
            return Samples.Text(request.Body).Contains("\"stream\"")
                ? StreamScript.WriteAsync(context)
                : LoopbackService.WriteJsonAsync(context, Samples.Response());
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script, ("key", LoopbackService.Key));

        Assert.Contains(service.Requests, request => request.Headers["Authorization"].Contains(LoopbackService.Key));
        List<string> everything =
        [
            .. result.Output.SelectMany(Describe),
            .. result.Errors.SelectMany(error => Describe(PSObject.AsPSObject(error))),
            .. result.Warnings, .. result.Verbose, .. result.Debug,
            .. result.Progress.Select(record => record.ToString()),
            .. Directory.EnumerateFiles(session.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
        ];
        Assert.True(result.Errors.Count >= 6, string.Join("\n", result.Errors));
        Assert.Contains(everything, text => text.Contains("Bad key [key]!"));
        Assert.All(everything, text => Assert.DoesNotContain(LoopbackService.Key, text));
        Assert.All(everything, text => Assert.DoesNotContain("Bearer", text));
    }

    private static IEnumerable<string> Describe(PSObject item)
    {
        yield return item.ToString();
        yield return PSSerializer.Serialize(item, 4);
        foreach (PSPropertyInfo property in item.Properties)
        {
            string? text = null;
            try
            {
                text = property.Value?.ToString();
            }
            catch (GetValueException)
            {
                // A property that cannot be read shows nothing.
            }

            if (text is not null) yield return text;
        }

        if (item.BaseObject is ErrorRecord error) yield return error.Exception.ToString();
        if (item.BaseObject is IFormattable formattable) yield return formattable.ToString(null, null);
    }
}
