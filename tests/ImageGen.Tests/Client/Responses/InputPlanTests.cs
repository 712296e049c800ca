using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

public sealed class InputPlanTests
{
    private static readonly ImageData s_bytes = new(new EncodedImage([1, 2, 3], "image/png"));

    [Theory]
    [InlineData("1 ids, bytes, stored here", "Auto", "response")]
    [InlineData("1 ids, stored here", "Auto", "response")]
    [InlineData("1 ids, bytes, stored anywhere", "Auto", "response")]
    [InlineData("1 ids, bytes, stored elsewhere", "Auto", "data")]
    [InlineData("1 ids, bytes, here", "Auto", "data")]
    [InlineData("1 ids, here", "Auto", "response")]
    [InlineData("1 ids, stored elsewhere", "Auto", "response")]
    [InlineData("1 call, bytes, stored here", "Auto", "call")]
    [InlineData("1 bytes, stored here", "Auto", "data")]
    [InlineData("1 nothing, stored here", "Auto", "InvalidRequest")]
    [InlineData("2 ids, bytes, stored here", "Auto", "call call")]
    [InlineData("2 ids, bytes, here", "Auto", "data data")]
    [InlineData("2 ids, bytes, stored elsewhere", "Auto", "data data")]
    [InlineData("2 bytes, stored here", "Auto", "data data")]
    [InlineData("1 ids, bytes, stored elsewhere", "Response", "response")]
    [InlineData("1 call, bytes, stored here", "Response", "InvalidRequest")]
    [InlineData("2 ids, bytes, stored here", "Response", "InvalidRequest")]
    [InlineData("1 ids, bytes, stored here", "Call", "call")]
    [InlineData("2 ids, bytes, stored here", "Call", "call call")]
    [InlineData("1 bytes, stored here", "Call", "InvalidRequest")]
    [InlineData("1 ids, bytes, stored here", "Data", "data")]
    [InlineData("2 ids, bytes, stored here", "Data", "data data")]
    [InlineData("1 ids, stored here", "Data", "InvalidRequest")]
    public void An_earlier_image_is_carried_as_it_can_be(string images, string context, string expected)
    {
        int count = images[0] - '0';
        EarlierImage[] earlier = [.. Enumerable.Range(1, count).Select(number => Earlier(images, number))];
        ImageInputs inputs = new(earlier, Enum.Parse<AIImageContext>(context));

        Assert.Equal(expected, Describe(inputs));
    }

    [Fact]
    public void Two_images_of_one_response_continue_it()
    {
        ImageInputs inputs = new(
            [new EarlierImage { ResponseId = "resp_1" }, new EarlierImage { ResponseId = "resp_1" }],
            AIImageContext.Response);

        Assert.Equal("response", Describe(inputs));
    }

    [Fact]
    public void An_earlier_image_beside_new_ones_is_still_continued()
    {
        ImageInputs inputs = new([Earlier("1 ids, bytes, stored here", 1), s_bytes], AIImageContext.Auto);

        Assert.Equal("response data", Describe(inputs));
    }

    [Fact]
    public void Bytes_are_loaded_only_when_they_are_sent()
    {
        EarlierImage earlier = new()
        {
            Id = "ig_1",
            ResponseId = "resp_1",
            Stored = true,
            Load = () => throw new InvalidOperationException("loaded"),
        };

        Assert.Equal("response", Describe(new ImageInputs([earlier], AIImageContext.Auto)));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void An_edit_takes_sixteen_images(int count, bool isTaken)
    {
        ImageInputs inputs = new([.. Enumerable.Repeat(s_bytes, count)], AIImageContext.Auto);

        Assert.Equal(isTaken, Describe(inputs) != "InvalidRequest");
    }

    [Theory]
    [InlineData("image/png", 15_728_622, true)]
    [InlineData("image/png", 15_728_624, false)]
    [InlineData("image/jpeg", 15_728_623, false)]
    public void Data_must_fit_into_an_address(string mediaType, int length, bool fits)
    {
        byte[] bytes = new byte[length];
        long characters = $"data:{mediaType};base64,".Length + ((length + 2L) / 3 * 4);

        Assert.Equal(fits, characters <= Uploads.LongestUrl);
        Assert.Equal(fits, Describe(new ImageInputs(
            [new ImageData(new EncodedImage(bytes, mediaType))], AIImageContext.Auto)) == "data");
    }

    [Theory]
    [InlineData("1 ids, bytes, stored here", "resp_1")]
    [InlineData("2 ids, bytes, stored here", null)]
    public async Task Bytes_are_sent_when_the_service_has_forgotten_the_image(string images, string? previous)
    {
        StubHandler service = new StubHandler()
            .OnCreate(
                404, Samples.Error("Previous response with id 'resp_1' not found.", "previous_response_not_found"))
            .OnCreate(200, Samples.Response());
        EarlierImage[] earlier = [.. Enumerable.Range(1, images[0] - '0').Select(number => Earlier(images, number))];

        EngineRun run = await EngineRun.OfAsync(service, Request(new ImageInputs(earlier, AIImageContext.Auto)));

        Assert.Equal("ig_1", run.Image.Id);
        Assert.Contains("bytes are sent instead", Assert.Single(run.Events.OfType<Warned>()).Text);
        Assert.Equal(previous, (string?)service.Requests[0].Json["previous_response_id"]);
        JsonObject second = service.Requests[1].Json;
        Assert.Null(second["previous_response_id"]);
        Assert.Single(second["input"]!.AsArray());
        Assert.Equal(1 + earlier.Length, second["input"]![0]!["content"]!.AsArray().Count);
        Assert.Equal("data:image/png;base64,AQID", (string)second["input"]![0]!["content"]![1]!["image_url"]!);
    }

    [Theory]
    [InlineData("1 ids, stored here", "Auto")]
    [InlineData("1 ids, bytes, stored here", "Response")]
    [InlineData("1 ids, bytes, stored here", "Call")]
    public async Task Without_bytes_or_leave_a_forgotten_image_is_a_failure(string image, string context)
    {
        StubHandler service = new StubHandler().OnCreate(404, Samples.Error("Item with id 'ig_1' not found."));
        ImageInputs inputs = new([Earlier(image, 1)], Enum.Parse<AIImageContext>(context));

        EngineRun run = await EngineRun.OfAsync(service, Request(inputs));

        Assert.Equal(ErrorIds.ItemNotFound, run.RequireFailure().ErrorId);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task The_result_names_its_parent()
    {
        StubHandler service = new StubHandler().OnCreate(200, Samples.Response("resp_2", "ig_2"));
        EarlierImage parent = Earlier("1 ids, stored here", 1, "/tmp/a.png");

        EngineRun run = await EngineRun.OfAsync(service, Request(new ImageInputs([parent], AIImageContext.Auto)));

        Assert.Equal(("ig_1", "resp_1"), (run.Image.ParentId, run.Image.ParentResponseId));
        Assert.Equal("/tmp/a.png", run.Image.ParentPath);
    }

    private static EarlierImage Earlier(string text, int number, string? path = null) => new()
    {
        Path = path,
        Id = text.Contains("ids") || text.Contains("call") ? $"ig_{number}" : null,
        ResponseId = text.Contains("ids") ? $"resp_{number}" : null,
        Service = text.EndsWith("elsewhere") ? "Sandbox" : text.EndsWith("anywhere") ? null : "OpenAI",
        Stored = text.Contains("stored"),
        Load = text.Contains("bytes") ? () => s_bytes : null,
    };

    private static ImageOrder Request(ImageInputs inputs) => EngineRun.Request() with { Inputs = inputs };

    private static string Describe(ImageInputs inputs)
    {
        InputPlan plan;
        try
        {
            plan = InputPlan.Create(inputs, null, new StubHandler().Connect());
        }
        catch (AIImageException failure)
        {
            return failure.ErrorId;
        }

        Assert.Equal(plan.PreviousResponseId is not null || plan.CallIds.Count > 0, plan.UsesIds);
        return string.Join(
            " ",
            Enumerable.Repeat("response", plan.PreviousResponseId is null ? 0 : 1)
                .Concat(plan.CallIds.Select(_ => "call"))
                .Concat(plan.Images.Select(_ => "data")));
    }
}
