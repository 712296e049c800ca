using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>The workflow cannot run here, so that what it does must be tasks of build.ps1, which can.</summary>
public sealed class WorkflowTests
{
    private static readonly string s_text = File.ReadAllText(Repository.PathOf(".github/workflows/build.yml"));

    [Fact]
    public void Each_step_is_a_task_of_the_build_script()
    {
        string script = File.ReadAllText(Repository.PathOf("build.ps1"));
        string tasks = Regex.Match(script, @"\[ValidateSet\((?<tasks>[^)]+)\)\]\s+\[string\] \$Task")
            .Groups["tasks"].Value;
        string[] runs = [.. Regex.Matches(s_text, @"run: (?<command>.+)").Select(run => run.Groups["command"].Value)];

        Assert.True(runs.Length >= 6);
        foreach (string run in runs.Where(run => !run.StartsWith("dotnet tool install PowerShell ")))
        {
            Match call = Regex.Match(
                run,
                @"^(?:\./tools/pwsh -NoProfile -File )?\./build\.ps1 (?<task>\w+)(?: -Configuration Release)?$");
            Assert.True(call.Success, run);
            Assert.Contains($"'{call.Groups["task"].Value}'", tasks);
        }
    }

    [Fact]
    public void It_builds_once_and_publishes_only_what_was_tested()
    {
        Assert.Equal(1, Regex.Count(s_text, @"build\.ps1 Pack"));
        Assert.Equal(3, Regex.Count(s_text, "actions/download-artifact@"));
        Assert.Matches(
            @"publish:\n +needs: \[specs, desktop\]\n +if: startsWith\(github\.ref, 'refs/tags/v'\)",
            s_text);
        Assert.Contains("powershell: ['7.4', '7.5', '7.6']", s_text);
        Assert.Matches(@"build\.ps1 Specs\n +shell: powershell\n", s_text);
        Assert.True(s_text.IndexOf("build.ps1 Sign", StringComparison.Ordinal)
            < s_text.IndexOf("attest-build-provenance", StringComparison.Ordinal));
        Assert.True(s_text.IndexOf("attest-build-provenance", StringComparison.Ordinal)
            < s_text.IndexOf("build.ps1 Publish", StringComparison.Ordinal));
    }
}
