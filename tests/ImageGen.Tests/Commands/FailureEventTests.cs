using System;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// A failure is an event on its way from the wire to the error stream. All exceptions of the process are counted, so
/// that no other test may run meanwhile.
/// </summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class FailureEventTests
{
    [Theory]
    [InlineData("New-AIImage 'a fox'", 401)]
    [InlineData("New-AIImage 'a fox' -Model gpt-image-2", 401)]
    [InlineData("Get-AIImageStream 'a fox'", 401)]
    [InlineData("Get-AIImageStream 'a fox' -Model gpt-image-2", 401)]
    [InlineData("New-AIImage 'a fox' -Durable", 400)]
    [InlineData("Get-AIImage -ResponseId resp_1", 404)]
    [InlineData("Wait-AIImage resp_1", 404)]
    [InlineData("Stop-AIImage resp_1", 404)]
    [InlineData("Remove-AIImage resp_1", 404)]
    public async Task A_refusal_raises_at_most_two_exceptions(string script, int status)
    {
        await using LoopbackService service =
            await LoopbackService.StartAsync(Samples.Error("no", "no_such_thing"), status);
        using ModuleSession session = ModuleSession.With(service);
        string silent = $"{script} -ErrorAction SilentlyContinue";
        session.Run(silent);
        ConcurrentQueue<string> raised = new();
        void Count(object? sender, FirstChanceExceptionEventArgs e) => raised.Enqueue(e.Exception.ToString());

        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            session.Run(silent);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.True(raised.Count <= 2, string.Join(Environment.NewLine, raised));
        Assert.Equal(2, service.Requests.Count);
    }
}
