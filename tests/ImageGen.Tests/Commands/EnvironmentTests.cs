using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What the process's environment decides. It is shared, so nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] s_names =
        ["IMAGEGEN_SANDBOX", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"];

    private readonly KeptEnvironment _environment = new(s_names);

    public void Dispose() => _environment.Dispose();

    [Theory]
    [InlineData("'one', 'two' | New-AIImage")]
    [InlineData("Edit-AIImage x -Image file-1")]
    [InlineData("Get-AIImageStream x")]
    [InlineData("Connect-AIImageService")]
    public void Without_a_key_the_command_ends_and_names_the_three_ways(string script)
    {
        using ModuleSession session = new();

        RunResult result = session.Run($"{script}; 'after'");
        RunResult caught = session.Run($"try {{ {script} }} catch {{ 'terminating' }}");

        Assert.Equal("ApiKeyMissing", result.ErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, result.Error.CategoryInfo.Category);
        Assert.Contains("OPENAI_API_KEY", result.Error.ToString());
        Assert.Contains("Connect-AIImageService -ApiKey", result.Error.ToString());
        Assert.Contains("Connect-AIImageService -Sandbox", result.Error.ToString());
        Assert.Equal(["terminating"], caught.Output.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("'one', 'two' | New-AIImage -OutFile '{slug}.png' -WhatIf")]
    [InlineData("$WhatIfPreference = $true; New-AIImage one")]
    [InlineData("Edit-AIImage x -Image file-1 -WhatIf")]
    [InlineData("Get-AIImageStream x -WhatIf")]
    [InlineData("Remove-AIImage resp_1 -WhatIf")]
    [InlineData("Stop-AIImage resp_1 -WhatIf")]
    public void What_is_only_described_needs_no_key(string script)
    {
        using ModuleSession session = new();

        RunResult result = session.Run(script).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(session.AllFiles());
    }

    [Theory]
    [InlineData("New-AIImage one -WhatIf:$false", "ApiKeyMissing")]
    [InlineData("$WhatIfPreference = $true; New-AIImage one -WhatIf:$false", "ApiKeyMissing")]
    [InlineData("New-AIImage one -WhatIf -Service nowhere", "InvalidRequest")]
    public void What_is_done_needs_one_and_what_is_named_must_be_there(string script, string errorId)
    {
        using ModuleSession session = new();

        Assert.Equal(errorId, session.Run(script).ErrorId);
    }

    [Fact]
    public void A_missing_key_is_passed_on_with_using_in_runspaces_beside_the_first()
    {
        using ModuleSession session = new();

        string[] texts =
        [
            ServiceDirectory.KeyMissing().Message,
            ServiceDirectory.KeyMissing(isBesideOthers: true).Message,
            session.Run("New-AIImage 'a fox'").Error.ToString(),
        ];

        Assert.True(session.Runspace.Id > 1);
        Assert.Equal([false, true, true], texts.Select(text => text.Contains("-Service $using:service")));
    }

    [Fact]
    public async Task The_connection_of_the_environment_remembers_which_default_model_is_refused()
    {
        await using LoopbackService service = await ModelService.StartAsync("gone", ["gpt-6-luna"]);
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", LoopbackService.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", service.BaseUri.ToString());
        Environment.SetEnvironmentVariable("OPENAI_PROJECT_ID", ModuleSession.NewProject());
        using ModuleSession session = new();

        RunResult result = session.Run("'one', 'two' | New-AIImage; New-AIImage three").ThrowIfFailed();

        Assert.Equal((3, 4), (result.Images.Count, service.Requests.Count));
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void Getting_by_id_without_a_key_is_ApiKeyMissing_and_a_file_needs_none()
    {
        using ModuleSession session = new();
        System.IO.File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        Assert.Equal("ApiKeyMissing", session.Run("Get-AIImage -ResponseId resp_1").ErrorId);
        Assert.Single(session.Run("Get-AIImage fox.png").ThrowIfFailed().Images);
    }

    [Fact]
    public async Task The_environment_names_key_address_organization_and_project()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", " sk-from-environment ");
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", service.BaseUri.ToString());
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "org-e");
        Environment.SetEnvironmentVariable("OPENAI_PROJECT_ID", "proj_e");
        using ModuleSession session = new();

        RunResult result = session.Run("New-AIImage x; Get-AIImageService").ThrowIfFailed();

        IReadOnlyDictionary<string, string> headers = Assert.Single(service.Requests).Headers;
        Assert.Equal("Bearer sk-from-environment", headers["Authorization"]);
        Assert.Equal("org-e", headers["OpenAI-Organization"]);
        Assert.Equal("proj_e", headers["OpenAI-Project"]);
        AIImageService shown = Assert.IsType<AIImageService>(result.Output[1].BaseObject);
        Assert.Equal(("OPENAI_API_KEY", true), (shown.KeySource, shown.IsCurrent));
    }

    [Fact]
    public async Task A_key_of_a_connection_does_not_go_to_the_address_of_the_environment()
    {
        await using LoopbackService elsewhere = await LoopbackService.StartAsync(Samples.Response());
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", elsewhere.BaseUri.ToString());
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "org-e");
        using ModuleSession session = new();

        AIImageService shown = (AIImageService)session.Run(
            $"Connect-AIImageService -ApiKey {LoopbackService.Key} -PassThru").ThrowIfFailed().Output[0].BaseObject;

        Assert.Equal("OpenAI", shown.Name);
        Assert.Equal("api.openai.com", shown.BaseUri.Host);
        Assert.Null(shown.Organization);
    }

    [Fact]
    public void An_address_of_the_environment_that_would_expose_the_key_is_refused()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", LoopbackService.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "http://example.com/v1");
        using ModuleSession session = new();

        RunResult result = session.Run("New-AIImage x");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.DoesNotContain(LoopbackService.Key, result.Error.ToString());
    }

    [Theory]
    [InlineData("sk-abc\ndef-ghijkl")]
    [InlineData("sk-abc def-ghijkl")]
    [InlineData("sk-schlüssel-12345")]
    public async Task A_key_of_the_environment_that_cannot_be_one_is_refused(string key)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", service.BaseUri.ToString());
        using ModuleSession session = new();

        RunResult result = session.Run("New-AIImage x");

        Assert.Equal("ApiKeyMissing", result.ErrorId);
        Assert.DoesNotContain("sk-", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void The_environment_can_choose_the_sandbox(string value, bool isSandbox)
    {
        Environment.SetEnvironmentVariable("IMAGEGEN_SANDBOX", value);
        using ModuleSession session = new();

        RunResult result = session.Run("New-AIImage 'a fox' -Quality low");

        Assert.Equal(isSandbox, result.Images.SingleOrDefault()?.Service == "Sandbox");
    }

    [Fact]
    public void A_connection_goes_before_the_environment()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", LoopbackService.Key);
        using ModuleSession session = ModuleSession.WithSandbox();

        Assert.Equal("Sandbox", session.Run("New-AIImage 'a fox' -Quality low").ThrowIfFailed().Images[0].Service);
    }
}
