using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// One request to the service, sent again while the retry policy allows. It ends with <see cref="Response"/> (headers
/// read, body not) or with <see cref="Failure"/>.
/// </summary>
internal sealed class ServiceCall(
    ServiceConnection connection, HttpMethod method, string path, RequestBody? body, CallSettings settings)
    : IDisposable
{
    private static readonly string s_userAgent =
        $"ImageGen/{typeof(ServiceCall).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    private readonly Stopwatch _watch = new();
    private CancellationTokenRegistration _abort;
    private bool _isAnnounced = Transports.IsAnnounced(body) && !connection.AnswersOverHttp2;
    private bool _isRenewed;

    public string Method => method.Method;

    public string Path => path;

    /// <summary>HTTP status of the answer; 0 while there is none.</summary>
    public int Status => (int)(Response?.StatusCode ?? 0);

    /// <summary>Time since the request was first sent.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>How many images the request orders.</summary>
    public int Images { get; init; }

    /// <summary>True where the answer begins at once and not when the picture is drawn.</summary>
    public bool IsAnsweredAtOnce { get; init; }

    /// <summary>The deployment that draws, where a header must name it.</summary>
    public string? ImageDeployment { get; init; }

    public HttpResponseMessage? Response { get; private set; }

    public AIImageException? Failure { get; private set; }

    /// <summary>Headers of the answer, a refusal's too; null while there is none.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>True once a request that makes something has left: it may be billed, so it is not sent twice.</summary>
    public bool MayBeBilled { get; private set; }

    /// <summary>True when the request has left and no refusal says that it was not worked on.</summary>
    public bool IsOutcomeUnknown =>
        Response is not null || (MayBeBilled && (Failure is null || Failure.ErrorId == ErrorIds.ResultUnknown));

    /// <summary>Sends until there is an answer or a failure that stays.</summary>
    public async IAsyncEnumerable<GenerationEvent> SendAsync(Deadline deadline)
    {
        if (settings.Trace) yield return new Traced($"{method} {path}", body?.Describe(connection.Key) ?? string.Empty);

        for (int attempt = 0; ; attempt++)
        {
            Phase queue = attempt == 0 ? Phase.Turn : Phase.Delay;
            while (connection.Gate.Enter(attempt == 0 ? Images : 0, DateTimeOffset.UtcNow) is { Ticks: > 0 } turn)
            {
                yield return new Waiting(turn);
                if (!await deadline.DelayAsync(turn, queue).ConfigureAwait(false)) yield break;
            }

            if (attempt == 0) _watch.Start();
            if (body is not null) yield return new Sending();
            await AttemptAsync(deadline).ConfigureAwait(false);
            if (Headers is HttpResponseHeaders headers) ReportRateLimit(headers);
            if (body is not null && !IsOutcomeUnknown) yield return new Refused();
            deadline.ThrowIfStopped();
            if (Failure is null) yield break;

            if (Failure.StatusCode == 417 && _isAnnounced)
            {
                // Who does not know how a body is announced has seen nothing of it.
                _isAnnounced = false;
                continue;
            }

            if (Failure.StatusCode == 401 && connection.Token is not null && !_isRenewed)
            {
                _isRenewed = true;
                ServiceKey? refused = connection.Key;
                yield return new TokenRefused();
                if (connection.Key != refused) continue;
            }

            TimeSpan? delay = RetryPolicy.Delay(
                attempt, settings.MaximumRetries, Failure, Headers, DateTimeOffset.UtcNow, new Random().NextDouble());
            if (delay is not TimeSpan wait) yield break;

            yield return new Retrying(attempt + 1, wait, Failure.Message);
            if (!await deadline.DelayAsync(wait).ConfigureAwait(false)) yield break;
        }
    }

    /// <summary>The failure of a connection that broke, or of a time that is up, before the answer was whole.</summary>
    public AIImageException Interrupted(Exception exception, Deadline deadline) =>
        ServiceFailure.Interrupted(exception, deadline, MayBeBilled, connection.Key, RequestId);

    /// <summary>A cause that may be shown, for what cannot be read may quote the answer.</summary>
    public Exception? Cause(Exception? exception) => Redaction.Cause(exception, connection.Key);

    /// <summary>Foreign text as the streams may show it.</summary>
    public string Show(string text) => Redaction.Line(text, connection.Key);

    /// <summary>JSON as the debug stream may show it.</summary>
    public string Describe(ReadOnlySpan<byte> json) => WireTrace.Describe(json, connection.Key);

    public void Dispose()
    {
        _abort.Dispose();
        Response?.Dispose();
    }

    private async Task AttemptAsync(Deadline deadline)
    {
        Failure = null;
        Headers = null;
        MayBeBilled = false;
        Phase answer = IsAnsweredAtOnce || body is null ? Phase.FirstByte : Phase.Render;
        RequestBody.TrackedContent? content = body?.CreateContent(deadline, answer);
        using HttpRequestMessage request = CreateRequest(content);
        deadline.Enter(content is null ? answer : Phase.Connection);
        try
        {
            deadline.Token.ThrowIfCancellationRequested();
            HttpResponseMessage response =
                await Transports.TransportOf(connection).SendAsync(request, deadline.Token).ConfigureAwait(false);
            deadline.Enter(Phase.NextByte);
            MayBeBilled = response.IsSuccessStatusCode ? content is not null : content?.HasLeft ?? false;
            connection.AnswersOverHttp2 = response.Version.Major > 1;
            Headers = response.Headers;
            RequestId = ServiceFailure.RequestId(response.Headers, connection.Key);
            if (response.IsSuccessStatusCode)
            {
                Accept(response, deadline);
                return;
            }

            using (response)
            {
                Failure = await ServiceFailure
                    .ReadAsync(response, connection, MayBeBilled, deadline)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsInterruption(exception, deadline))
        {
            MayBeBilled = content?.HasLeft ?? false;
            Failure = Interrupted(exception, deadline);
        }
        catch (Exception) when (deadline.IsStopped)
        {
            MayBeBilled = content?.HasLeft ?? false;
        }
    }

    /// <summary>Lets all others know of a limit that this request met.</summary>
    private void ReportRateLimit(HttpResponseHeaders headers)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (RateLimitHeaders.ResetAfter(headers) is TimeSpan reset) connection.Gate.Hold(now + reset);
        if (Failure is { StatusCode: 429 or 503, ErrorId: not ErrorIds.QuotaExceeded }
            && RetryPolicy.BearableDelay(headers, now) is TimeSpan delay)
        {
            connection.Gate.Hold(now + delay);
        }
    }

    /// <summary>
    /// A stop or an expired deadline ends the body's stream, on every framework. Who stops does not wait for it: .NET
    /// Framework reads on for half a second in a stream that is disposed, until its handler has aborted the connection.
    /// </summary>
    private void Accept(HttpResponseMessage response, Deadline deadline)
    {
        Response = response;
        _abort = deadline.Token.Register(
            static state => Task.Run(((HttpResponseMessage)state!).Dispose), response);
    }

    /// <summary>
    /// True for a failure of the network or the deadline; false for the user's stop. What .NET Framework does not
    /// support is a proxy other than one for http.
    /// </summary>
    internal static bool IsInterruption(Exception exception, Deadline deadline) =>
        deadline.IsExpired
        || (!deadline.Token.IsCancellationRequested
            && exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException
                or NotSupportedException);

    private void Authorize(HttpRequestHeaders headers)
    {
        if (connection.Key is not ServiceKey key) return;

        string? header = connection.Token is null ? connection.Dialect.KeyHeader : null;
        headers.TryAddWithoutValidation(header ?? "Authorization", header is null ? $"Bearer {key.Reveal()}" : key.Reveal());
    }

    private HttpRequestMessage CreateRequest(HttpContent? content)
    {
        HttpRequestMessage request = new(method, connection.AddressOf(path)) { Content = content };
        request.ChooseProtocol(_isAnnounced);
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        Authorize(headers);
        if (ImageDeployment is not null && connection.Dialect.ImageDeploymentHeader is string name)
        {
            headers.TryAddWithoutValidation(name, ImageDeployment);
        }

        if (connection.Organization is string organization)
        {
            headers.TryAddWithoutValidation("OpenAI-Organization", organization);
        }

        if (connection.Project is string project) headers.TryAddWithoutValidation("OpenAI-Project", project);
        return request;
    }
}
