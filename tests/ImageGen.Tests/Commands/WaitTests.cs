using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Wait-AIImage: from an id to the image, in this session or another.</summary>
public sealed class WaitTests
{
    private const string Deserialize =
        "$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))";

    public static TheoryData<string> Inputs =>
    [
        "Wait-AIImage resp_1",
        "Wait-AIImage -ResponseId resp_1",
        "'resp_1' | Wait-AIImage",
        "' resp_1 ' | Wait-AIImage",
        "New-AIImage 'a fox' -NoWait | Wait-AIImage",
        "Wait-AIImage -InputObject (New-AIImage 'a fox' -NoWait)",
        $"$i = New-AIImage 'a fox' -NoWait; {Deserialize} | Wait-AIImage",
        "[pscustomobject]@{ ResponseId = 'resp_1' } | Wait-AIImage",
        "[pscustomobject]@{ ResponseId = 'resp_1'; Index = ''; Path = ''; Cost = ''; Stored = 'True' } | Wait-AIImage",
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task An_id_an_image_and_a_row_are_waited_for(string script)
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Queued, Looks.Busy, Looks.InProgress, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(script).ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_1", "ig_1", "completed"), (image.ResponseId, image.Id, image.Status));
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Equal(script.Contains("New-AIImage") ? "a fox" : null, image.Prompt);
        Assert.Equal(4, service.Gets);
    }

    [Theory]
    [InlineData("$i")]
    [InlineData(Deserialize)]
    public async Task An_image_that_is_complete_is_passed_on(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"$i = New-AIImage 'a fox'; {input} | Wait-AIImage").ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_1", "a fox"), (image.ResponseId, image.Prompt));
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task What_only_the_input_knows_is_kept()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(
            "'a fox', 'a hen' | New-AIImage -Durable | Edit-AIImage 'at night' -NoWait | "
            + $"ForEach-Object {{ $i = $_; {Deserialize} }} | Wait-AIImage -ThrottleLimit 1").ThrowIfFailed();

        Assert.Equal(["at night", "at night"], result.Images.Select(image => image.Prompt));
        Assert.Equal([0, 1], result.Images.Select(image => image.Index));
        Assert.Equal(["resp_1", "resp_3"], result.Images.Select(image => image.ParentResponseId));
        Assert.Equal(["ig_1", "ig_3"], result.Images.Select(image => image.ParentId));
        Assert.Equal(["resp_2", "resp_4"], result.Images.Select(image => image.ResponseId));
    }

    [Fact]
    public async Task No_more_are_asked_for_at_once_than_the_limit_says()
    {
        Crowd crowd = new(4);
        await using BackgroundService service = await BackgroundService.StartAsync(
            (context, id) => crowd.PassAsync(() => Looks.Whole(context, id)));
        service.LookOf["resp_0"] = Looks.Whole;
        using ModuleSession session = ModuleSession.With(service.Service);

        // The first request over a connection goes alone.
        session.Run("Wait-AIImage resp_0").ThrowIfFailed();
        RunResult result = await Task.Run(() => session.Run(
            "1..12 | ForEach-Object { \"resp_$_\" } | Wait-AIImage -ThrottleLimit 4")).Soon();

        Assert.Equal(12, result.ThrowIfFailed().Images.Select(image => image.ResponseId).Distinct().Count());
        Assert.Equal(4, crowd.Most);
    }

    [Fact]
    public async Task An_image_is_emitted_as_soon_as_it_is_complete()
    {
        TaskCompletionSource seen = new();
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.LookOf["resp_1"] = async (context, id) =>
        {
            await seen.Task.Soon();
            await Looks.Whole(context, id);
        };
        using ModuleSession session = ModuleSession.With(service.Service);

        session.Run("Wait-AIImage resp_0").ThrowIfFailed();
        RunResult result = await Task.Run(() => session.Run(
            "'resp_1', 'resp_2' | Wait-AIImage | ForEach-Object { $null = $seen.TrySetResult(); $_ }",
            ("seen", seen))).Soon();

        Assert.Equal(["resp_2", "resp_1"], result.ThrowIfFailed().Images.Select(image => image.ResponseId));
    }

    [Fact]
    public async Task All_are_handed_over_before_one_is_waited_for()
    {
        TaskCompletionSource all = new();
        int posts = 0;
        await using BackgroundService service = await BackgroundService.StartAsync(async (context, id) =>
        {
            await all.Task.Soon();
            await Looks.Whole(context, id);
        });
        service.Creation = (context, id) =>
        {
            if (++posts == 3) all.SetResult();
            return Looks.Queued(context, id);
        };
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = await Task.Run(
            () => session.Run("'a', 'b', 'c' | New-AIImage -NoWait | Wait-AIImage -ThrottleLimit 1")).Soon();

        Assert.Equal(["a", "b", "c"], result.ThrowIfFailed().Images.Select(image => image.Prompt));
    }

    [Fact]
    public async Task A_time_limit_names_the_response_and_advises_to_wait_again()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(
            (context, id) => LoopbackService.WriteJsonAsync(context, Looks.State(id, "queued")));
        service.LookOf["resp_2"] = Looks.Whole;
        using ModuleSession session = ModuleSession.With(service.Service);
        session.Clock = new StillClock();

        RunResult result = session.Run("'resp_1', 'resp_2' | Wait-AIImage -TimeoutSec 1");

        Assert.Equal("OperationTimedOut", result.ErrorId);
        Assert.Contains("resp_1", result.Error.ToString());
        Assert.Equal("resp_1", result.Error.TargetObject);
        Assert.Equal(ErrorCategory.OperationTimeout, result.Error.CategoryInfo.Category);
        Assert.Contains("Wait-AIImage", result.Error.ErrorDetails.RecommendedAction);
        Assert.Contains("Do not send it again", result.Error.ErrorDetails.RecommendedAction);
        Assert.Equal("resp_2", Assert.Single(result.Images).ResponseId);
        Assert.Equal((0, 0), (service.Posts, service.Cancels));
    }

    [Fact]
    public async Task What_is_gone_or_failed_is_an_error_of_its_own_and_the_others_go_on()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.LookOf["resp_1"] = Looks.Gone;
        service.LookOf["resp_2"] = Looks.Failed;
        service.LookOf["resp_3"] = Looks.Cancelled;
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run("1..4 | ForEach-Object { \"resp_$_\" } | Wait-AIImage");

        Assert.Equal(
            ["resp_1 ItemNotFound", "resp_2 ResponseFailed", "resp_3 ResponseFailed"],
            result.Errors.Select(error => $"{error.TargetObject} {error.FullyQualifiedErrorId.Split(',')[0]}").Order());
        Assert.Equal("resp_4", Assert.Single(result.Images).ResponseId);
    }

    [Theory]
    [InlineData("12 | Wait-AIImage", "Int32")]
    [InlineData("[pscustomobject]@{ Prompt = 'a fox' } | Wait-AIImage", "is not a response")]
    [InlineData("'' | Wait-AIImage", "ResponseId")]
    public async Task What_names_no_response_is_refused(string script, string words)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(script);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
        Assert.Empty(service.Service.Requests);
    }

    [Theory]
    [InlineData("$j | Wait-AIImage", true)]
    [InlineData("$j | Wait-AIImage -Service $other", false)]
    [InlineData("'resp_1' | Wait-AIImage", false)]
    public async Task An_image_is_waited_for_at_the_service_that_makes_it(string script, bool isFirst)
    {
        await using BackgroundService first = await BackgroundService.StartAsync();
        await using BackgroundService second = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(first.Service);
        session.Run(
            "$j = New-AIImage 'a fox' -NoWait; "
            + $"$other = Connect-AIImageService -ApiKey sk-other -BaseUri '{second.Service.BaseUri}' -PassThru")
            .ThrowIfFailed();

        Assert.Single(session.Run(script).ThrowIfFailed().Images);

        Assert.Equal(isFirst ? (1, 0) : (0, 1), (first.Gets, second.Gets));
    }

    [Fact]
    public async Task A_stop_of_the_wait_leaves_the_work_going_on()
    {
        await using HeldService held = await HeldService.StartAsync(_ => Task.CompletedTask);
        using ModuleSession session = ModuleSession.With(held.Service);
        using PowerShell shell = session.Create("'resp_1' | Wait-AIImage");
        System.IAsyncResult run = shell.BeginInvoke();

        await held.Held;
        await Task.Run(shell.Stop).Soon();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        await held.Aborted;

        Assert.Equal("GET", Assert.Single(held.Service.Requests).Method);
    }
}
