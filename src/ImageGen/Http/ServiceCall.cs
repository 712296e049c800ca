using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;
using System.Net.Http.Headers;
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
    private readonly Stopwatch _watch = new();
    private CancellationTokenRegistration _abort;
    private string? _refusal;
    private bool _isAnnounced = Transports.IsAnnounced(body) && !connection.AnswersOverHttp2;
    private bool _isRenewed;
    private bool _hasNewToken;
    private bool _isCounted;
    private bool _isOver;

    public string Method => method.Method;

    public string Path => path;

    /// <summary>HTTP status of the answer; 0 while there is none.</summary>
    public int Status => (int)(Response?.StatusCode ?? 0);

    /// <summary>Time since the request was first sent.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Number of images that the request asks for.</summary>
    public int Images { get; init; }

    /// <summary>True where the answer begins at once and not when the image is complete.</summary>
    public bool IsAnsweredAtOnce { get; init; }

    /// <summary>True for what is sent again only if it was certainly not begun: not sent, or over a limit.</summary>
    public bool IsSentOnce { get; init; }

    /// <summary>The deployment that draws, where a header must name it.</summary>
    public string? ImageDeployment { get; init; }

    /// <summary>The rest of a file that is asked for; null for the whole of it.</summary>
    public ByteRange? Rest { get; init; }

    public HttpResponseMessage? Response { get; private set; }

    public AIImageException? Failure { get; private set; }

    /// <summary>Headers of the answer, a refusal's too; null while there is none.</summary>
    public HttpResponseHeaders? Headers { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>True once a request for images was sent: it may be billed, so it is not sent again.</summary>
    public bool MayBeBilled { get; private set; }

    /// <summary>True when the request has left and no refusal says that it was not worked on.</summary>
    public bool IsOutcomeUnknown =>
        Response is not null || (MayBeBilled && (Failure is null || Failure.ErrorId == ErrorIds.ResultUnknown));

    /// <summary>Sends until there is an answer or a failure that stays.</summary>
    public async IAsyncEnumerable<GenerationEvent> SendAsync(Deadline deadline)
    {
        string? sent = settings.Trace ? body?.Describe(connection.Secret) ?? string.Empty : null;
        if (sent is not null) yield return new Traced($"{method} {path}", sent);

        RetryLoop loop = new(deadline);
        await foreach (GenerationEvent e in loop
            .RunAsync(made => TryAsync(deadline, isFirst: made == 0), made => NextAfter(made, loop))
            .ConfigureAwait(false))
        {
            yield return e;
        }
    }

    /// <summary>The failure of a connection that broke, or of a time that is up, before the answer was whole.</summary>
    public AIImageException Interrupted(Exception exception, Deadline deadline) =>
        ServiceFailure.Interrupted(
            exception, deadline, MayBeBilled, connection.BaseUri, connection.Secret, RequestId);

    /// <summary>The event of an answer, for the verbose line.</summary>
    /// <param name="tokens">What it used; null where it does not say.</param>
    /// <param name="requestId">The id of a later request that brought it; if omitted, that of this one.</param>
    public Answered ToAnswered(long? tokens, string? requestId = null) =>
        new(Method, Path, Status, requestId ?? RequestId, Elapsed, tokens);

    /// <summary>A cause that may be shown, for what cannot be read may quote the answer.</summary>
    public Exception? Cause(Exception? exception) => Redaction.Cause(exception, connection.Secret);

    /// <summary>Foreign text as the streams may show it.</summary>
    public string Show(string text) => Redaction.Line(text, connection.Secret);

    /// <summary>JSON as the debug stream may show it.</summary>
    public string Describe(ReadOnlySpan<byte> json) => WireTrace.DescribeJson(json, connection.Secret);

    public void Dispose()
    {
        _abort.Dispose();
        Response?.Dispose();
    }

    /// <summary>Waits for its turn at the gate, sends once and reports what came of it.</summary>
    private async IAsyncEnumerable<GenerationEvent> TryAsync(Deadline deadline, bool isFirst)
    {
        using GatePass pass = new(connection.Gate, isFirst ? Images : 0);
        GateWait gate = new(pass, deadline, isFirst ? Phase.Queued : Phase.Delay);
        await foreach (GenerationEvent e in gate.RunAsync().ConfigureAwait(false)) yield return e;
        _isOver = gate.IsTimeUp;
        if (_isOver) yield break;

        if (isFirst) _watch.Start();
        if (body is not null) yield return new Sending();
        TimeSpan begun = _watch.Elapsed;
        await AttemptAsync(deadline).ConfigureAwait(false);
        _isCounted = ReportToGate(pass);
        if (body is not null && !IsOutcomeUnknown) yield return new Refused();
        if (Headers is not null && Failure?.StatusCode is int status)
        {
            if (_refusal is not null) yield return new Traced($"{status}", _refusal);
            yield return new Answered(Method, Path, status, RequestId, _watch.Elapsed - begun, Tokens: null);
        }

        deadline.ThrowIfStopped();
        if (Failure?.StatusCode != 401 || connection.Token is null || _isRenewed) yield break;

        _isRenewed = true;
        ServiceKey? refused = connection.Key;
        yield return new TokenRefused(refused);
        _hasNewToken = connection.Key != refused;
    }

    private RetryLoop.NextAttempt? NextAfter(int made, RetryLoop loop)
    {
        if (_isOver || Failure is null) return null;

        // A server that does not know how a body is announced has seen nothing of it.
        bool isAnnouncementRefused = Failure.StatusCode == 417 && _isAnnounced;
        if (isAnnouncementRefused || _hasNewToken)
        {
            (_isAnnounced, _hasNewToken) = (_isAnnounced && !isAnnouncementRefused, false);
            return new RetryLoop.NextAttempt();
        }

        if (IsSentOnce && !RetryPolicy.IsCertainlyNotBegun(Failure)) return null;

        TimeSpan? delay = RetryPolicy.Delay(
            _isCounted ? loop.Failures++ : 0, settings.MaximumRetries, Failure, Headers, loop.Now, loop.Spread);
        return delay is TimeSpan asked ? loop.Again(made, asked, Failure.Message) : null;
    }

    private async Task AttemptAsync(Deadline deadline)
    {
        Failure = null;
        Headers = null;
        _refusal = null;
        MayBeBilled = false;
        Phase answer = IsAnsweredAtOnce || body is null ? Phase.FirstByte : Phase.Render;
        RequestBody.TrackedContent? content = body?.CreateContent(deadline, answer);
        using HttpRequestMessage request =
            RequestMessage.Create(connection, method, path, content, _isAnnounced, ImageDeployment);
        Rest?.AddTo(request.Headers);
        deadline.Enter(content is null ? answer : Phase.Connection);
        bool isFirst = false;
        try
        {
            deadline.Token.ThrowIfCancellationRequested();
            (isFirst, Failure) = await connection.FirstContact
                .EnterAsync(settings.Command, deadline.Clock, deadline.Token).ConfigureAwait(false);
            if (Failure is not null) return;
            bool isTold = isFirst && Transports.IsReachedByBody(connection);
            if (isTold && content is not null) content.Leaving = () => connection.FirstContact.Done(failure: null);
            HttpResponseMessage response =
                await Transports.TransportOf(connection).SendAsync(request, deadline.Token).ConfigureAwait(false);
            deadline.Enter(Phase.NextByte);
            MayBeBilled = Images > 0
                && (response.IsSuccessStatusCode ? content is not null : content?.HasLeft ?? false);
            connection.AnswersOverHttp2 = response.Version.Major > 1;
            Headers = response.Headers;
            RequestId = ServiceFailure.RequestId(response.Headers, connection.Secret);
            if (response.IsSuccessStatusCode)
            {
                Accept(response, deadline);
                return;
            }

            using (response)
            {
                ReadOnlyMemory<byte> text = await RefusalReader.ReadBodyAsync(response, deadline).ConfigureAwait(false);
                Failure = RefusalReader.ToFailure(response, text, connection, MayBeBilled);
                if (settings.Trace)
                {
                    _refusal = WireTrace.DescribeRefusal((int)response.StatusCode, text.Span, connection.Secret);
                }
            }
        }
        catch (Exception exception) when (ServiceFailure.IsInterruption(exception, deadline))
        {
            MayBeBilled = Images > 0 && (content?.HasLeft ?? false);
            Failure = Interrupted(exception, deadline);
        }
        catch (Exception) when (deadline.IsStopped)
        {
            MayBeBilled = Images > 0 && (content?.HasLeft ?? false);
        }
        finally
        {
            if (isFirst) connection.FirstContact.Done(Failure);
        }
    }

    /// <summary>
    /// Lets all others know of a limit that this request met, or that it met none. True for a refusal that counts as
    /// one of the retries: where others pass, waiting for a limit does not.
    /// </summary>
    private bool ReportToGate(GatePass pass)
    {
        if (Headers is null) return true;

        DateTimeOffset now = settings.Limits.Clock.UtcNow;
        if (RateLimitHeaders.ResetAfter(Headers) is TimeSpan reset) connection.Gate.Hold(now + reset);
        if (!RetryPolicy.IsLimit(Failure))
        {
            pass.Admit(now);
            return true;
        }

        TimeSpan? asked = RetryPolicy.ServerDelay(Headers, now);
        return asked > RetryPolicy.LongestServerDelay || pass.ReportLimit(asked, now);
    }

    /// <summary>
    /// A stop or an expired deadline ends the body's stream, on every framework. Who stops does not wait for it: .NET
    /// Framework reads on for half a second in a stream that is disposed, until its handler has aborted the connection.
    /// </summary>
    private void Accept(HttpResponseMessage response, Deadline deadline)
    {
        Response = response;
        _abort = deadline.Token.Register(static state => Task.Run(((HttpResponseMessage)state!).Dispose), response);
    }
}
