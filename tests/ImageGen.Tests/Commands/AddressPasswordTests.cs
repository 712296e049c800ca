using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Faults;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>The password in the address of an image: the service needs it, and nobody else sees it.</summary>
public sealed class AddressPasswordTests
{
    private const string Password = "h1dd&n;p%w";

    private static readonly string s_escaped = Uri.EscapeDataString(Password);

    private static readonly string s_address = $"https://user:{s_escaped}@pictures.example/fox.png";

    [Theory]
    [InlineData("Edit-AIImage 'more' -Image $address -OutFile fox.png -Sidecar", false)]
    [InlineData("$address, $uri | Edit-AIImage 'more' -OutFile './{index}.png' -Sidecar", false)]
    [InlineData("$address, $uri | Edit-AIImage 'more'", true)]
    [InlineData("[pscustomobject] @{ Prompt = 'more'; Image = $address } | Edit-AIImage", true)]
    [InlineData("New-AIImage \"like $address\" -OutFile fox.png", true)]
    [InlineData("Edit-AIImage 'more' -Image $plain", true)]
    [InlineData("$plain | Edit-AIImage 'more'", true)]
    [InlineData("Edit-AIImage 'more' -Image $address -WhatIf; New-AIImage \"like $address\" -WhatIf", false)]
    public async Task It_goes_to_the_service_and_into_no_text(string command, bool fails)
    {
        string refusal = Samples.Error($"Could not fetch {s_address.Replace("/", "\\/")}.");
        await using LoopbackService service = await LoopbackService.StartAsync(
            fails ? refusal : Samples.Response(), fails ? 400 : 200);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            $$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            {{command}} | ForEach-Object { $_; $_.Request; $_.Request.Image }
            """,
            ("address", s_address),
            ("uri", new Uri(s_address)),
            ("plain", s_address.Replace("https:", "http:")));

        Assert.Equal(fails, result.Errors.Count > 0);
        Assert.All(service.Requests, request => Assert.Contains(s_escaped, Samples.Text(request.Body)));
        OutputText text = new(result, FoundFile.In(session.Folder));
        Assert.DoesNotContain(text.Holding(Password).Concat(text.Holding(s_escaped)), found => !IsPrompt(found));
        Assert.All(result.Errors, error =>
        {
            object? target = error.TargetObject is string or Uri ? error.TargetObject : "a row";
            Assert.DoesNotContain("h1dd", $"{error.CategoryInfo} {target}", StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>What was typed as a prompt is the user's own text, which the objects hold as it is.</summary>
    private static bool IsPrompt(string found) => found.StartsWith("output Prompt", StringComparison.Ordinal);
}
