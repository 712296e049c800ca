using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

public sealed class ChainTests
{
    [Fact]
    public async Task Each_edit_of_a_chain_continues_the_response_before_it()
    {
        int count = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
        {
            count++;
            return LoopbackService.WriteJsonAsync(context, Samples.Response($"resp_{count}", $"ig_{count}"));
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'one' | Edit-AIImage 'two' | Edit-AIImage 'three'").ThrowIfFailed();

        JsonObject[] sent = [.. service.Requests.Select(request => request.Json)];
        Assert.Equal([null, "resp_1", "resp_2"], sent.Select(json => (string?)json["previous_response_id"]));
        AIImage last = Assert.Single(result.Images);
        Assert.Equal("resp_3", last.ResponseId);
        Assert.Equal("ig_3", last.Id);
        Assert.Equal("revised", last.RevisedPrompt);
        Assert.Equal(Samples.Png, last.Bytes);
        Assert.Equal((1, 1), (last.Width, last.Height));
        Assert.Equal("resp_2", last.ParentResponseId);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_asked_for_but_the_model_names()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage 'one' -Quality low | Edit-AIImage 'two'").ThrowIfFailed();

        JsonObject edit = service.Requests[1].Json;
        Assert.Equal(
            ["input", "model", "previous_response_id", "tool_choice", "tools"],
            edit.Select(property => property.Key).Order());
        Assert.Equal(
            ["action", "model", "type"], edit["tools"]![0]!.AsObject().Select(property => property.Key).Order());
    }
}
