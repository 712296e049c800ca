using System;
using System.IO;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>An Azure Arc machine proves to its agent who it is, with a key from a file that the agent names.</summary>
[Collection(nameof(EnvironmentCollection))]
public sealed class ArcIdentityTests : IDisposable
{
    private const string Key = "key-of-the-agent-that-is-secret";

    private readonly KeptEnvironment _environment = new(["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT"]);
    private readonly string _folder =
        Directory.CreateDirectory(Path.Combine(Directory.CreateTempSubdirectory("arc").FullName, "tokens")).FullName;

    public void Dispose()
    {
        _environment.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    [Fact]
    public async Task An_arc_machine_proves_itself_with_the_key_that_the_agent_names()
    {
        await using LoopbackService service = await ArcOf(() => WriteKey("a-1.key", Key + "\n"));

        Assert.Equal("token-1", Ask(service).Reveal());

        Assert.Equal(2, service.Requests.Count);
        Assert.All(service.Requests, sent => Assert.Equal("true", sent.Headers["Metadata"]));
        Assert.All(service.Requests, sent => Assert.Contains("api-version=2020-06-01&resource=https%3A", sent.Path));
        Assert.False(service.Requests[0].Headers.ContainsKey("Authorization"));
        Assert.Equal($"Basic {Key}", service.Requests[1].Headers["Authorization"]);
    }

    [Theory]
    [InlineData("{folder}/../other.key")]
    [InlineData("{folder}/sub/a.key")]
    [InlineData("{folder}/./a.key")]
    [InlineData("{folder}//a.key")]
    [InlineData("{folder}-other/a.key")]
    [InlineData("{folder}/a.key:hidden.key")]
    [InlineData("{folder}/a b.key")]
    [InlineData("{folder}/a.txt")]
    [InlineData("{folder}/.key")]
    [InlineData("a.key")]
    [InlineData("")]
    [InlineData("{folder}/missing.key")]
    [InlineData("{folder}/folder.key")]
    [InlineData("{folder}/link.key")]
    [InlineData("{folder}/long.key")]
    [InlineData("{folder}/empty.key")]
    [InlineData("{folder}/lines.key")]
    [InlineData("{folder}/binary.key")]
    public async Task Only_a_small_plain_file_of_the_agents_own_folder_is_read_and_sent(string named)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths of this test are those of Linux.");
        Plant();
        string path = named.Replace("{folder}", _folder, StringComparison.Ordinal);
        await using LoopbackService service = await ArcOf(() => path);

        AIImageException refused = Assert.Throws<AIImageException>(() => Ask(service));

        Assert.Equal("AuthenticationFailed", refused.ErrorId);
        Assert.Single(service.Requests);
        Assert.DoesNotContain(Key, refused.ToString());
        if (path.Length > 0) Assert.DoesNotContain(path, refused.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer realm={path}")]
    [InlineData("Basic")]
    public async Task A_challenge_of_another_kind_is_refused(string? challenge)
    {
        string path = WriteKey("a.key", Key);
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(
                context,
                "{}",
                401,
                challenge is null ? [] : [("WWW-Authenticate", challenge.Replace("{path}", path))]));

        Assert.Throws<AIImageException>(() => Ask(service));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task An_agent_that_refuses_its_key_is_not_asked_a_third_time_and_the_key_is_not_told()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteJsonAsync(
                context,
                $$"""{"error":"no {{Key}}"}""",
                401,
                ("WWW-Authenticate", "Basic realm=" + WriteKey("a.key", Key))));

        AIImageException refused = Assert.Throws<AIImageException>(() => Ask(service));

        Assert.Equal(2, service.Requests.Count);
        Assert.Contains("answered 401", refused.Message);
        Assert.DoesNotContain(Key, refused.ToString());
    }

    [Theory]
    [InlineData("\"client_id\":\"ID-7\"", true)]
    [InlineData("\"client_id\":\"id-8\"", false)]
    [InlineData("\"other\":1", false)]
    public async Task An_arc_token_for_a_client_id_must_be_that_clients(string told, bool isTaken)
    {
        await using LoopbackService service = await ArcOf(() => WriteKey("a.key", Key), told);

        if (isTaken) Assert.Equal("token-1", Ask(service, "id-7").Reveal());
        else Assert.Contains("another identity", Assert.Throws<AIImageException>(() => Ask(service, "id-7")).Message);
        Assert.Contains("client_id=id-7", service.Requests[0].Path);
    }

    [Fact]
    public void The_key_goes_only_to_the_machine_itself() =>
        Assert.Contains(
            "on the machine itself", Assert.Throws<AIImageException>(() => Ask("http://example.com")).Message);

    private string WriteKey(string name, string key)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, key);
        return path;
    }

    private ServiceKey Ask(LoopbackService arc, string? clientId = null) =>
        Ask(arc.BaseUri.GetLeftPart(UriPartial.Authority), clientId);

    private ServiceKey Ask(string root, string? clientId = null)
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"{root}/metadata/identity/oauth2/token");
        Environment.SetEnvironmentVariable("IMDS_ENDPOINT", root);
        AccessToken token = new ManagedIdentity(
            clientId, "https://cognitiveservices.azure.com/.default", proxy: null, _folder, new StillClock()).Token;
        token.Refresh(DateTimeOffset.UtcNow, TestContext.Current.CancellationToken);
        return token.Current!;
    }

    private void Plant()
    {
        WriteKey("a.key", Key);
        WriteKey("a b.key", Key);
        WriteKey("a.txt", Key);
        WriteKey(".key", Key);
        WriteKey("a.key:hidden.key", Key);
        WriteKey("../other.key", Key);
        Directory.CreateDirectory(_folder + "-other");
        WriteKey("../tokens-other/a.key", Key);
        WriteKey("long.key", new string('k', 4097));
        WriteKey("empty.key", " \n");
        WriteKey("lines.key", Key + "\r\nX-Other: 1");
        WriteKey("binary.key", "k\u00e9y");
        Directory.CreateDirectory(Path.Combine(_folder, "folder.key"));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "sub")).FullName, "a.key"), Key);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.key"), Path.Combine(_folder, "a.key"));
    }

    private static Task<LoopbackService> ArcOf(Func<string> path, string told = "\"token_type\":\"Bearer\"") =>
        LoopbackService.StartAsync((context, sent) =>
            sent.Headers.TryGetValue("Authorization", out string? proof) && proof == $"Basic {Key}"
                ? LoopbackService.WriteJsonAsync(context, $$"""{"access_token":"token-1",{{told}}}""")
                : LoopbackService.WriteJsonAsync(context, "{}", 401, ("WWW-Authenticate", $"Basic realm={path()}")));
}
