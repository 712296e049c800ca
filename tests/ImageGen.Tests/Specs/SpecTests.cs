using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Specs;

/// <summary>The Pester specs of tests/Specs, each by its name.</summary>
public sealed class SpecTests
{
    public static IEnumerable<TheoryDataRow<string>> Names =>
        SpecFiles.Names.Distinct().Select(
            name => new TheoryDataRow<string>(name) { TestDisplayName = $"Spec: {name}", Label = string.Empty });

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Spec(string name)
    {
        SpecReport report = await SpecRun.Report;
        Assert.SkipWhen(report.SkipReason is not null, report.SkipReason ?? string.Empty);
        if (report.Failure is not null) Assert.Fail(report.Failure);
        if (!report.Results.TryGetValue(name, out SpecResult? spec)) Assert.Fail("Pester did not find the spec.");
        Assert.SkipWhen(spec.Result == "Skipped", $"Skipped by Pester. {spec.Message}");
        if (spec.Result != "Passed") Assert.Fail($"{spec.Result}: {spec.Message}");
    }

    [Fact]
    public void No_two_specs_have_the_same_name() =>
        Assert.Distinct(SpecFiles.Names);

    [Fact]
    public async Task Every_spec_that_Pester_runs_is_listed_by_its_name()
    {
        SpecReport report = await SpecRun.Report;
        Assert.SkipWhen(report.SkipReason is not null, report.SkipReason ?? string.Empty);

        Assert.Empty(report.Results.Keys.Except(SpecFiles.Names));
    }
}
