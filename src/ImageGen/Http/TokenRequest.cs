using System;
using System.IO;
using System.Net.Http;
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

    public (string Name, string Value)? Header { get; init; }

    /// <summary>A form; null without a body.</summary>
    public string? Form { get; init; }

    /// <summary>What must not appear in any text, such as an assertion.</summary>
    public ISecret? Secret { get; init; }

    /// <summary>What to do when the source cannot be reached or refuses.</summary>
    public required string Advice { get; init; }

    /// <summary>The transport, which the source chooses: a link-local address is never asked through a proxy.</summary>
    public required Func<HttpMessageHandler> Handler { get; init; }

    /// <exception cref="AIImageException">No token was given.</exception>
    public (ServiceKey Token, DateTimeOffset? ExpiresOn) Send(CancellationToken stop)
    {
        (int status, string text) = Task.Run(() => SendAsync(stop), stop).GetAwaiter().GetResult();
        if (status == 200 && TokenAnswer.Parse(text, source) is { } token) return token;

        string reason = status == 200 ? "without a token"
            : TokenAnswer.Reason(text) is string told ? $": '{Redaction.Line(told, Secret, 500)}'"
            : "without a reason";
        throw Failure($"{Shown} answered {status}{(reason[0] == ':' ? string.Empty : " ")}{reason}.");
    }

    private string Shown => UserInfo.Cut(address.GetLeftPart(UriPartial.Path));

    private async Task<(int Status, string Text)> SendAsync(CancellationToken stop)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(s_limit);
        using HttpClient client = new(Handler())
        {
            MaxResponseContentBufferSize = LongestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using HttpRequestMessage request = new(method, address);
        if (Header is (string name, string value)) request.Headers.TryAddWithoutValidation(name, value);
        if (Form is not null)
        {
            request.Content = new StringContent(Form, Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, over.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, await ReadAsync(response.Content, over.Token).ConfigureAwait(false));
        }
        catch (Exception exception)
            when (!stop.IsCancellationRequested && exception is HttpRequestException or IOException)
        {
            Exception told = exception.GetBaseException();
            throw Failure($"{Shown} cannot be reached: {Redaction.Line(told.Message, Secret).TrimEnd('.')}.");
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

    private AIImageException Failure(string said) =>
        new(ErrorIds.AuthenticationFailed, $"{source} returned no token. {said} {Advice}") { Advice = Advice };
}
