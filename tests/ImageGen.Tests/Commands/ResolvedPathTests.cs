using System;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Full paths that PowerShell is not asked about, because it would only give them back.</summary>
public sealed class ResolvedPathTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string, bool> Paths => new()
    {
        { "/pictures/fox.png", true },
        { "/pictures/a fox, red.png", true },
        { "/fox", true },
        { "/pictures/{slug}.png", true },
        { "/pictures/füchse/🦊.png", true },
        { "/pictures/...", true },
        { "", false },
        { "/", false },
        { "fox.png", false },
        { "./fox.png", false },
        { "../fox.png", false },
        { "~/fox.png", false },
        { "/pictures/", false },
        { "/pictures//fox.png", false },
        { "//pictures/fox.png", false },
        { "/pictures/./fox.png", false },
        { "/pictures/../fox.png", false },
        { "/pictures/..", false },
        { "/pictures/fox*.png", false },
        { "/pictures/fox?.png", false },
        { "/pictures/[fox].png", false },
        { "/pictures/`fox.png", false },
        { "/pictures/~fox.png", false },
        { "/pictures\\fox.png", false },
        { "/Env:/fox.png", false },
        { "/fox\0.png", false },
        { "FileSystem::/fox.png", false },
    };

    private SessionPaths Here => new(_session.Runspace.SessionStateProxy.Path);

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_full_path_without_anything_special_is_taken_as_it_is(string path, bool isResolved) =>
        Assert.Equal(isResolved && !OperatingSystem.IsWindows(), Here.IsResolved(path));

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_taken_as_it_is_PowerShell_would_give_back(string path, bool isResolved)
    {
        if (!isResolved || OperatingSystem.IsWindows()) return;

        string asked = _session.Runspace.SessionStateProxy.Path.GetUnresolvedProviderPathFromPSPath(path);

        Assert.Equal(path, asked);
        Assert.Equal(path, Here.FullPath(path));
    }

    [Theory]
    [InlineData("Variable:")]
    [InlineData("other:")]
    public void Elsewhere_than_on_the_drive_of_the_system_PowerShell_is_asked(string location)
    {
        object context = _session.Runspace.SessionStateProxy.PSVariable.GetValue("ExecutionContext");
        SessionState state = context is EngineIntrinsics engine
            ? engine.SessionState
            : throw new InvalidOperationException();
        state.Drive.New(
            new PSDriveInfo("other", state.Provider.GetOne("FileSystem"), _session.Folder, string.Empty, null),
            "global");
        Assert.Equal(!OperatingSystem.IsWindows(), Here.IsResolved("/pictures/fox.png"));

        _session.Runspace.SessionStateProxy.Path.SetLocation(location);

        Assert.False(Here.IsResolved("/pictures/fox.png"));
    }

    public void Dispose() => _session.Dispose();
}
