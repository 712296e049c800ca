using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// One request for a token. What is sent with it is a secret, and what comes back is quoted by its error alone.
/// </summary>
internal sealed class TokenRequest(string source, HttpMethod method, Uri address)
{
    private const int LongestAnswer = 256 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(2);

    private (int Status, string Text, string? Challenge, TimeSpan? Asked) _answer;
    private ServiceKey? _proof;
    private int _failures;
    private TimeSpan _waited;

    public (string Name, string Value)? Header { get; init; }

    /// <summary>A form; null without a body.</summary>
    public string? Form { get; init; }

    /// <summary>What must not appear in any text, such as an assertion.</summary>
    public ISecret? Secret { get; init; }

    /// <summary>What to do when the source cannot be reached or refuses.</summary>
    public required string Advice { get; init; }

    /// <summary>The transport, which the source chooses: a link-local address is never asked through a proxy.</summary>
    public required Func<HttpMessageHandler> Handler { get; init; }

    /// <summary>True for a metadata service, which may be absent, starting or in an update.</summary>
    public bool IsMetadataService { get; init; }

    /// <summary>Gives the key that the <c>WWW-Authenticate</c> header of a 401 asks for; null where none is.</summary>
    public Func<string?, ServiceKey>? Proof { get; init; }

    /// <summary>The client id that the answer has to confirm; null where it need not.</summary>
    public string? ConfirmedClient { get; init; }

    /// <exception cref="AIImageException">No token was given.</exception>
    public (ServiceKey Token, DateTimeOffset? ExpiresOn) Send(IClock clock, CancellationToken stop)
    {
        Task.Run(() => SendAsync(clock, stop), stop).GetAwaiter().GetResult();
        (int status, string text, _, _) = _answer;
        if (status == 200 && TokenAnswer.Parse(text, source) is { } token)
        {
            return ConfirmedClient is null
                || string.Equals(TokenAnswer.ClientId(text), ConfirmedClient, StringComparison.OrdinalIgnoreCase)
                    ? token
                    : throw Failure($"{Shown} returned the token of another identity than -ClientId names.");
        }

        string reason = status == 200 ? "without a token"
            : TokenAnswer.Reason(text) is string told ? $": '{Redaction.Line(told, _proof ?? Secret, 500)}'"
            : "without a reason";
        string retries = _failures == 0 ? string.Empty : $" after {_failures} {(_failures == 1 ? "retry" : "retries")}";
        throw Failure($"{Shown} answered {status}{retries}{(reason[0] == ':' ? string.Empty : " ")}{reason}.");
    }

    private string Shown => UserInfo.Cut(address.GetLeftPart(UriPartial.Path));

    /// <summary>Asks until there is an answer that further asking does not change.</summary>
    private async Task SendAsync(IClock clock, CancellationToken stop)
    {
        if (IsMetadataService) await ThrowIfAbsentAsync(stop).ConfigureAwait(false);

        using Deadline unlimited = Deadline.Unlimited(clock, stop);
        RetryLoop loop = new(unlimited);
        await loop.RunAsync(
            async _ => _answer = await SendOnceAsync(clock, stop).ConfigureAwait(false), _ => NextAfter(loop))
            .ConfigureAwait(false);
    }

    private RetryLoop.NextAttempt? NextAfter(RetryLoop loop)
    {
        if (_answer.Status == 401 && Proof is not null && _proof is null)
        {
            _proof = Proof(_answer.Challenge);
            return new RetryLoop.NextAttempt();
        }

        TimeSpan? delay = TokenRetry.Delay(
            _failures, _answer.Status, IsMetadataService, _answer.Asked, _waited, loop.Spread);
        if (delay is null) return null;

        _failures++;
        _proof = null;
        TimeSpan pause = loop.Spaced(delay.Value);
        _waited += pause;
        return new RetryLoop.NextAttempt(Pause: pause);
    }

    private async Task ThrowIfAbsentAsync(CancellationToken stop)
    {
        try
        {
            if (await Reachability.CheckAsync(address, s_connectLimit, stop).ConfigureAwait(false)) return;
        }
        catch (SocketException exception)
        {
            throw Unreachable(exception);
        }

        throw Failure($"{Shown} did not answer within {s_connectLimit.TotalSeconds} seconds.");
    }

    private async Task<(int Status, string Text, string? Challenge, TimeSpan? Asked)> SendOnceAsync(
        IClock clock, CancellationToken stop)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        clock.CancelAfter(over, s_limit);
        using HttpClient client = new(Handler())
        {
            MaxResponseContentBufferSize = LongestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using HttpRequestMessage request = new(method, address);
        if (Header is (string name, string value)) request.Headers.TryAddWithoutValidation(name, value);
        if (_proof is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Basic {_proof.Reveal()}");
        if (Form is not null)
        {
            request.Content = new StringContent(Form, Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, over.Token).ConfigureAwait(false);
            return (
                (int)response.StatusCode,
                await ReadAsync(response.Content, over.Token).ConfigureAwait(false),
                ResponseHeader.Get(response.Headers, "WWW-Authenticate"),
                RetryPolicy.ServerDelay(response.Headers, clock.UtcNow));
        }
        catch (Exception exception)
            when (!stop.IsCancellationRequested && exception is HttpRequestException or IOException)
        {
            throw Unreachable(exception);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Failure($"{Shown} did not answer within {s_limit.TotalSeconds} seconds.");
        }
    }

    /// <summary>The answer was buffered within its limit.</summary>
    private static async Task<string> ReadAsync(HttpContent content, CancellationToken token)
    {
        using Stream stream = await content.OpenStreamAsync(token).ConfigureAwait(false);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private AIImageException Unreachable(Exception exception) => Failure(
        $"{Shown} cannot be reached: {Redaction.Line(exception.GetBaseException().Message, Secret).TrimEnd('.')}.");

    private AIImageException Failure(string said) =>
        new(ErrorIds.AuthenticationFailed, $"{source} returned no token. {said} {Advice}") { Advice = Advice };
}
