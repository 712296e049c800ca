using System;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>The first request goes alone; the others learn from it.</summary>
public sealed class FirstContactTests
{
    private static readonly AIImageException s_permanent =
        new(ErrorIds.AuthenticationFailed, "No.") { StatusCode = 407, IsPermanent = true };

    private readonly FirstContact _contact = new(TimeSpan.FromMinutes(5));
    private readonly object _command = new();

    [Fact]
    public async Task The_others_wait_until_the_first_has_reached_the_service()
    {
        Assert.True((await EnterAsync()).IsFirst);
        Task<(bool IsFirst, AIImageException? Failure)>[] others = [EnterAsync(), EnterAsync()];
        Assert.All(others, other => Assert.False(other.IsCompleted));

        _contact.Done(failure: null);

        Assert.All(await Task.WhenAll(others).Soon(), other => Assert.Equal((false, null), other));
        Assert.Equal((false, null), await EnterAsync().Soon());
    }

    [Fact]
    public async Task A_failure_that_may_pass_lets_the_others_try()
    {
        await EnterAsync();
        Task<(bool IsFirst, AIImageException? Failure)> other = EnterAsync();

        _contact.Done(new AIImageException(ErrorIds.ConnectionFailed, "Not now."));

        Assert.Equal((false, null), await other.Soon());
    }

    [Fact]
    public async Task A_failure_that_can_only_repeat_is_that_of_the_others_however_late_they_come()
    {
        await EnterAsync();
        Task<(bool IsFirst, AIImageException? Failure)>[] others = [EnterAsync(), EnterAsync()];

        _contact.Done(s_permanent);

        (bool, AIImageException? Failure)[] ends = await Task.WhenAll(others).Soon();
        Assert.All(ends, end => Assert.Equal(
            (ErrorIds.AuthenticationFailed, 407, true),
            (end.Failure!.ErrorId, end.Failure.StatusCode, end.Failure.IsPermanent)));
        Assert.All(ends, end => Assert.Equal(
            "Nothing was sent for this input, because it would fail for the same reason as an earlier one: "
            + "No.", end.Failure!.Message));
        Assert.NotSame(ends[0].Failure, ends[1].Failure);
        (bool isFirst, AIImageException? late) = await EnterAsync().Soon();
        Assert.False(isFirst);
        Assert.Equal(ends[0].Failure!.Message, late!.Message);
    }

    [Fact]
    public async Task The_next_command_tries_again_after_a_failure_that_can_only_repeat()
    {
        await EnterAsync();
        _contact.Done(s_permanent);

        Task<(bool IsFirst, AIImageException? Failure)> next = EnterAsync(new object());
        Task<(bool IsFirst, AIImageException? Failure)> late = EnterAsync();

        Assert.Equal((true, null), await next.Soon());
        Assert.False(late.IsCompleted);
        _contact.Done(failure: null);
        Assert.Equal((false, null), await late.Soon());
        Assert.Equal((false, null), await EnterAsync(new object()).Soon());
    }

    [Fact]
    public async Task What_comes_after_the_service_was_reached_changes_nothing()
    {
        await EnterAsync();
        _contact.Done(failure: null);

        _contact.Done(s_permanent);

        Assert.Equal((false, null), await EnterAsync().Soon());
    }

    [Fact]
    public async Task A_first_request_that_hangs_holds_nobody_back_for_long()
    {
        FirstContact contact = new(TimeSpan.FromMilliseconds(1));
        await contact.EnterAsync(_command, SystemClock.Instance, CancellationToken.None);

        Assert.Equal(
            (false, null), await contact.EnterAsync(_command, SystemClock.Instance, CancellationToken.None).Soon());
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_the_first()
    {
        using CancellationTokenSource stop = new();
        await EnterAsync();
        Task<(bool IsFirst, AIImageException? Failure)> other =
            _contact.EnterAsync(_command, SystemClock.Instance, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.Soon());
    }

    private Task<(bool IsFirst, AIImageException? Failure)> EnterAsync(object? command = null) =>
        _contact.EnterAsync(command ?? _command, SystemClock.Instance, CancellationToken.None);
}
