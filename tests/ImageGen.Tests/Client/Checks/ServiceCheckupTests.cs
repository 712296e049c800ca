using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Apis.Checks;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Checks;

/// <summary>The checks that need a network of their own: names, and OpenAI's own list.</summary>
public sealed class ServiceCheckupTests
{
    private const string Refused = """{"error":{"message":"Missing required parameter: 'model'."}}""";

    private static readonly CallSettings s_settings = new() { MaximumRetries = 0 };

    [Fact]
    public async Task A_name_that_is_known_passes_and_the_connection_is_encrypted()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            Service(), IPAddress.Parse("203.0.113.7"), IPAddress.IPv6Loopback);

        Assert.Equal("api.openai.com resolves to 203.0.113.7 and 1 more.", checks["NameResolution"].Message);
        Assert.Contains("TLS", checks["Connection"].Message);
    }

    [Fact]
    public async Task A_name_that_only_the_proxy_knows_is_a_warning()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(Service());

        Assert.Equal(AIImageServiceCheckStatus.Warning, checks["NameResolution"].Status);
        Assert.Contains("proxy", checks["NameResolution"].Message);
        Assert.Equal(AIImageServiceCheckStatus.Passed, checks["Key"].Status);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_fails()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            new StubHandler().On("GET /v1/models", StubAnswer.Refused));

        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["NameResolution"].Status);
        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["Connection"].Status);
        Assert.Equal(9, checks.Count);
    }

    [Fact]
    public async Task A_default_model_that_OpenAI_does_not_list_fails()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            Service("""{"data":[{"id":"gpt-6-luna","shutdown_date":"2000-01-01"}]}"""), IPAddress.Loopback);

        Assert.Equal(AIImageServiceCheckStatus.Warning, checks["Model"].Status);
        Assert.Contains("2000-01-01", checks["Model"].Message);
        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["ImageModel"].Status);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_empty_request_frightens_nobody_with_a_bill()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            new StubHandler()
                .On("GET /v1/models", StubAnswer.Of(200, Samples.Utf8("""{"data":[]}""")))
                .On("POST /v1/responses", StubAnswer.Lost)
                .On("POST /v1/images/generations", StubAnswer.Of(400, Samples.Utf8(Refused))),
            IPAddress.Loopback);

        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["ResponsesApi"].Status);
        Assert.DoesNotContain("billed", checks["ResponsesApi"].Message);
        Assert.Equal(AIImageServiceCheckStatus.Passed, checks["ImagesApi"].Status);
    }

    [Fact]
    public async Task A_gateway_that_answers_the_empty_request_is_named_and_no_bill_is_spoken_of()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            new StubHandler()
                .On("GET /v1/models", StubAnswer.Of(200, Samples.Utf8("""{"data":[]}""")))
                .On("POST /v1/responses", GatewayAnswer.Nginx(502, "Bad Gateway").ToStub())
                .On("POST /v1/images/generations", StubAnswer.Of(400, Samples.Utf8(Refused))),
            IPAddress.Loopback);

        Assert.Equal(AIImageServiceCheckStatus.Warning, checks["ResponsesApi"].Status);
        Assert.Contains("from a gateway or web server (nginx/1.22.1)", checks["ResponsesApi"].Message);
        Assert.DoesNotContain("billed", checks["ResponsesApi"].Message);
    }

    [Fact]
    public async Task A_proxy_that_wants_a_password_is_no_connection()
    {
        Dictionary<string, AIImageServiceCheck> checks = await RunAsync(
            new StubHandler().On(
                "GET /v1/models",
                GatewayAnswer.Squid(407, "ERR_CACHE_ACCESS_DENIED", "Cache Access Denied.", "none").ToStub()),
            IPAddress.Loopback);

        Assert.Equal(AIImageServiceCheckStatus.Failed, checks["Connection"].Status);
        Assert.Contains("The proxy requires a user name and password", checks["Connection"].Message);
    }

    private static StubHandler Service(string list = """{"data":[]}""") => new StubHandler()
        .On("GET /v1/models", StubAnswer.Of(200, Samples.Utf8(list)))
        .On("POST /v1/responses", StubAnswer.Of(400, Samples.Utf8(Refused)))
        .On("POST /v1/images/generations", StubAnswer.Of(400, Samples.Utf8(Refused)));

    private static async Task<Dictionary<string, AIImageServiceCheck>> RunAsync(
        StubHandler service, params IPAddress[] found)
    {
        ServiceCheckup checkup = new(service.Connect(), s_settings, _ => found.Length > 0
            ? Task.FromResult(found)
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)));
        EngineRun run = await EngineRun.CollectAsync(checkup.RunAsync());
        Assert.Null(run.Failure);
        return run.Events.OfType<Checked>().ToDictionary(e => e.Check.Check, e => e.Check);
    }
}
