using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Which service is asked, with which credential, when a session has more than one.</summary>
public sealed class ServiceChoiceTests
{
    private const string OtherKey = "sk-other-9876543210";

    public static TheoryData<string, string> Actions => new()
    {
        { "Get-AIImage", "GET /v1/responses/resp_1" },
        { "Wait-AIImage", "GET /v1/responses/resp_1" },
        { "Stop-AIImage", "POST /v1/responses/resp_1/cancel" },
        { "Remove-AIImage", "DELETE /v1/responses/resp_1" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task The_service_that_made_an_image_is_asked_and_not_the_current_one(string command, string request)
    {
        await using BackgroundService maker = await BackgroundService.StartAsync();
        await using BackgroundService current = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(maker.Service);

        session.Run($"""
            $image = New-AIImage x -NoWait
            Connect-AIImageService -ApiKey {OtherKey} -BaseUri {current.Service.BaseUri}
            $null = $image | {command}
            """).ThrowIfFailed();

        ReceivedRequest last = maker.Service.Requests[^1];
        Assert.Equal(request, $"{last.Method} {last.Path}");
        Assert.Equal("Bearer " + LoopbackService.Key, last.Headers["Authorization"]);
        Assert.Empty(current.Service.Requests);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task What_was_chosen_takes_precedence_over_what_made_it(string command, string request)
    {
        await using BackgroundService maker = await BackgroundService.StartAsync();
        await using BackgroundService chosen = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(maker.Service);

        session.Run($"""
            $image = New-AIImage x -NoWait
            $chosen = Connect-AIImageService -ApiKey {OtherKey} -BaseUri {chosen.Service.BaseUri} -PassThru
            $null = $image | {command} -Service $chosen
            """).ThrowIfFailed();

        ReceivedRequest last = chosen.Service.Requests[^1];
        Assert.Equal(request, $"{last.Method} {last.Path}");
        Assert.Single(maker.Service.Requests);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_service_that_is_not_connected_any_more_is_an_error_that_names_it(string command, string request)
    {
        await using BackgroundService maker = await BackgroundService.StartAsync();
        await using BackgroundService current = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(maker.Service);

        RunResult result = session.Run($"""
            $image = New-AIImage x -NoWait
            Disconnect-AIImageService
            Connect-AIImageService -ApiKey {OtherKey} -BaseUri {current.Service.BaseUri}
            $image | {command}
            """);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains($"'{maker.Service.BaseUri.Authority}'", result.Error.ToString());
        Assert.NotEmpty(request);
        Assert.Single(maker.Service.Requests);
        Assert.Empty(current.Service.Requests);
    }

    [Fact]
    public async Task A_record_of_a_connection_with_a_token_is_resumed_with_that_token()
    {
        await using LoopbackService azure = await LoopbackService.StartAsync(Samples.Response("resp_7", "ig_7"));
        await using LoopbackService current = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        File.WriteAllText(
            session.PathOf("fox.png.pending"),
            """{"version":1,"response_id":"resp_7","prompt":"a fox","service":"azure"}""");

        RunResult result = session.Run($$"""
            $azure = '{{Root(azure)}}'
            Connect-AIImageService -AzureEndpoint $azure -ImageDeployment pictures -Name azure -AccessToken {
                'token-of-azure' }
            Connect-AIImageService -ApiKey {{OtherKey}} -BaseUri {{current.BaseUri}}
            New-AIImage 'a fox' -Durable -OutFile fox.png -Resume
            """).ThrowIfFailed();

        Assert.Equal(("ig_7", "azure"), (Assert.Single(result.Images).Id, result.Images[0].Service));
        ReceivedRequest look = Assert.Single(azure.Requests);
        Assert.Equal("GET", look.Method);
        Assert.Equal("Bearer token-of-azure", look.Headers["Authorization"]);
        Assert.Empty(current.Requests);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Theory]
    [InlineData("$image | Wait-AIImage")]
    [InlineData("Wait-AIImage resp_1 -Service azure")]
    [InlineData("New-AIImage 'a fox' -Durable -Service azure")]
    public async Task A_token_is_renewed_while_a_connection_that_is_not_current_is_waited_for(string script)
    {
        string? first = null;
        await using LoopbackService azure = await LoopbackService.StartAsync((context, request) =>
        {
            if (request.Method == "POST")
            {
                return LoopbackService.WriteJsonAsync(context, Looks.State("resp_1", "queued"));
            }

            first ??= request.Headers["Authorization"];
            return request.Headers["Authorization"] != first
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : LoopbackService.WriteJsonAsync(
                    context, Looks.State("resp_1", "in_progress"), 200, ("openai-poll-after-ms", "50"));
        });
        await using LoopbackService current = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();

        // The token expires at once, so that each beat of the wait asks for another.
        RunResult result = session.Run($$"""
            $global:asked = 0
            $script = {
                $global:asked++
                [pscustomobject]@{ Token = "token-$global:asked"; ExpiresOn = [DateTimeOffset]::UtcNow }
            }
            $azure = @{ AzureEndpoint = '{{Root(azure)}}'; Deployment = 'chat'; ImageDeployment = 'pictures' }
            Connect-AIImageService @azure -Name azure -AccessToken $script
            $image = New-AIImage 'a fox' -NoWait
            Connect-AIImageService -ApiKey {{OtherKey}} -BaseUri {{current.BaseUri}}
            {{script}}
            """).ThrowIfFailed();

        Assert.Equal("ig_1", Assert.Single(result.Images).Id);
        Assert.StartsWith("Bearer token-", first);
        Assert.Empty(current.Requests);
    }

    [Fact]
    public async Task Two_connections_of_one_service_have_names_of_their_own()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        string host = service.BaseUri.Authority;
        using ModuleSession session = new();

        RunResult result = session.Run($"""
            Connect-AIImageService -ApiKey {OtherKey} -BaseUri {service.BaseUri}
            Connect-AIImageService -ApiKey {OtherKey} -BaseUri {service.BaseUri} -Project proj_a
            Connect-AIImageService -ApiKey {OtherKey} -BaseUri {service.BaseUri} -Organization org_b -Project proj_a
            Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri {service.BaseUri} -Name mine
            (Get-AIImageService).Name
            (New-AIImage x -Service {host}/proj_a).Service
            (New-AIImage x -Service MINE).Service
            """).ThrowIfFailed();

        Assert.Equal(
            [host, $"{host}/proj_a", $"{host}/org_b/proj_a", "mine", $"{host}/proj_a", "mine"],
            result.Output.Select(item => item.ToString()));
        Assert.Equal(
            ["Bearer " + OtherKey, "Bearer " + LoopbackService.Key],
            service.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("-ApiKey " + LoopbackService.Key + " -BaseUri http://127.0.0.1:1/v1 -Name a", false)]
    [InlineData("-ApiKey " + OtherKey + " -BaseUri http://127.0.0.1:1/v1 -Project p -Name a", false)]
    [InlineData("-ApiKey " + OtherKey + " -BaseUri http://127.0.0.1:2/v1 -Name a", false)]
    [InlineData("-Sandbox -Name a", false)]
    [InlineData("-ApiKey " + OtherKey + " -BaseUri http://127.0.0.1:1/v1 -Name A", true)]
    [InlineData("-ApiKey " + LoopbackService.Key + " -BaseUri http://127.0.0.1:1/v1 -Name a -Force", true)]
    [InlineData("-ApiKey " + LoopbackService.Key + " -BaseUri http://127.0.0.1:1/v1 -Name b", true)]
    public void A_name_belongs_to_one_service_key_and_project(string parameters, bool isTaken)
    {
        using ModuleSession session = new();
        session.Run($"Connect-AIImageService -ApiKey {OtherKey} -BaseUri http://127.0.0.1:1/v1 -Name a")
            .ThrowIfFailed();

        RunResult result = session.Run($"Connect-AIImageService {parameters}");
        int count = session.Run("Get-AIImageService").Output.Count;

        if (isTaken)
        {
            result.ThrowIfFailed();
            return;
        }

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("'a'", result.Error.ToString());
        Assert.Contains("-Name", result.Error.ToString());
        Assert.Contains("-Force", result.Error.ToString());
        Assert.DoesNotContain(OtherKey, result.Error.ToString());
        Assert.Equal(1, count);
    }

    [Fact]
    public void The_sandbox_takes_a_name_and_is_the_sandbox_all_the_same()
    {
        using ModuleSession session = new();

        RunResult result = session.Run("""
            Connect-AIImageService -Sandbox -Name first
            Connect-AIImageService -Sandbox -Name second
            $image = New-AIImage 'a fox' -Service first
            $image.Service
            ($image | Get-AIImage).Service
            """).ThrowIfFailed();

        Assert.Equal(["first", "first"], result.Output.Select(item => item.ToString()));
    }

    private static string Root(LoopbackService service) => service.BaseUri.GetLeftPart(UriPartial.Authority);
}
