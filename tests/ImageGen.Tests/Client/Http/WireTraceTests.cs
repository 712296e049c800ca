using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class WireTraceTests
{
    private static readonly ServiceKey s_key = new(StubHandler.Key, "test");

    [Fact]
    public void Json_is_shown_with_its_meaning_kept()
    {
        const string Json = """{"a":[1,2.50,1e9,true,false,null],"b":{"c":"ä 🦊 \"x\" <y>","d":{}},"e":[]}""";

        string shown = Describe(Json);

        JsonAssert.Equal(Json, Samples.Utf8(shown));
        Assert.Contains("ä", shown);
        Assert.Contains("<y>", shown);
    }

    [Fact]
    public void Image_data_is_shown_as_its_length()
    {
        string data = new('A', 5000);
        JsonNode shown = JsonNode.Parse(Describe(
            $$"""{"result":"{{data}}","image_url":"data:image/png;base64,AAAA","prompt":"data: none","none":"data:"}"""))!;

        Assert.Equal("(5000 characters)", (string)shown["result"]!);
        Assert.Equal("data:image/png;base64,(4 characters)", (string)shown["image_url"]!);
        Assert.Equal("data: none", (string)shown["prompt"]!);
        Assert.Equal("data:", (string)shown["none"]!);
    }

    [Fact]
    public void Keys_are_removed_wherever_they_stand()
    {
        string shown = Describe($$"""{"{{StubHandler.Key}}":"Bearer {{StubHandler.Key}}","x":"sk-proj-0123456789"}""");

        Assert.DoesNotContain("sk-", shown);
        Assert.Contains("Bearer [key]", shown);
    }

    [Fact]
    public void Escaped_control_characters_stay_escaped_and_others_go()
    {
        string shown = Describe("""{"a":"\u001b[31m \u202e \u2028"}""");

        Assert.DoesNotContain(shown, character => char.IsControl(character) && character is not ('\n' or '\r'));
        Assert.DoesNotContain('\u202e', shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1} trailing")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void What_is_no_json_is_told_by_its_length(string text) =>
        Assert.Equal($"({text.Length} bytes that are not JSON)", Describe(text));

    [Fact]
    public async Task A_request_is_traced_both_ways_only_when_asked()
    {
        ImageOrder request = EngineRun.Request();
        CallSettings traced = new() { Trace = true };

        EngineRun silent = await EngineRun.OfAsync(new StubHandler().OnCreate(200, Samples.Response()));
        EngineRun run = await EngineRun.OfAsync(
            new StubHandler().OnCreate(200, Samples.Response()), request with { Settings = traced });

        Assert.Empty(silent.Events.OfType<Traced>());
        Assert.Equal(["POST responses", "200"], run.Events.OfType<Traced>().Select(e => e.Direction));
    }

    private static string Describe(string json) => WireTrace.DescribeJson(Samples.Utf8(json), s_key);
}
