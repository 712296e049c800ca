using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class ServiceErrorTests
{
    [Theory]
    [InlineData("""{"error":{"\ud83dx":1,"message":"No.","code":"c"}}""", "No.")]
    [InlineData("""{"\ud83d":1,"error":{"message":"No.","code":"c"}}""", "No.")]
    [InlineData("""{"error":{"message":"No \ud83d","code":"c"}}""", "\"No \\ud83d\"")]
    [InlineData("""{"error":{"message":["\ud83d"],"code":"c"}}""", "[\"\\ud83d\"]")]
    [InlineData("""{"error":{"message":"No.","message":"Yes.","code":"c"}}""", "Yes.")]
    public void Half_a_character_hides_nothing_beside_it(string body, string message)
    {
        ServiceError error = ServiceError.Parse(body);

        Assert.Equal((message, "c"), (error.Message, error.Code));
    }

    [Theory]
    [InlineData("No \u00ff.", "c", null)]
    [InlineData("No.", "c\u00ff", "No.")]
    [InlineData("No.", "c\",\"x\u00ff\":\"", "No.")]
    public async Task Bytes_that_are_no_text_are_a_failure_all_the_same(string message, string code, string? expected)
    {
        byte[] body = Encoding.Latin1.GetBytes(
            "{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"message\":\""
            + message + "\",\"code\":\"" + code + "\"}}");

        AIImageException failure = (await EngineRun.OfAsync(
            new StubHandler().OnCreate(StubAnswer.Of(200, body)), EngineRun.Request())).RequireFailure();

        Assert.Equal("ResponseFailed", failure.ErrorId);
        if (expected is not null) Assert.Equal(expected, failure.Message);
    }

    [Fact]
    public void An_error_of_any_other_kind_says_nothing()
    {
        foreach (string json in new[] { "null", "true", "7", "[]", "[{}]" })
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Assert.Null(ServiceError.From(document.RootElement).Message);
        }
    }
}
