using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Smoke;

/// <summary>A transport over HttpWebRequest, which is what HttpClientHandler is made of on .NET Framework.</summary>
internal sealed class WebRequestHandler(bool abortsByToken = true) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        HttpWebRequest web = Create(request);
        if (abortsByToken) token.Register(web.Abort);
        try
        {
            if (request.Content is HttpContent content) await WriteAsync(web, content).ConfigureAwait(false);
            return Convert((HttpWebResponse)await web.GetResponseAsync().ConfigureAwait(false));
        }
        catch (WebException exception) when (exception.Response is HttpWebResponse refusal)
        {
            return Convert(refusal);
        }
        catch (WebException exception)
        {
            token.ThrowIfCancellationRequested();
            throw new HttpRequestException("An error occurred while sending the request.", exception);
        }
    }

    private static HttpWebRequest Create(HttpRequestMessage request)
    {
        HttpWebRequest web = WebRequest.CreateHttp(request.RequestUri);
        web.Method = request.Method.Method;
        web.AllowAutoRedirect = false;
        web.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;
        web.ServicePoint.ConnectionLimit = 256;
        if (request.Headers.ExpectContinue is bool expects) web.ServicePoint.Expect100Continue = expects;
        foreach (KeyValuePair<string, IEnumerable<string>> header in request.Headers)
        {
            string value = string.Join(", ", header.Value);
            if (header.Key == "Accept") web.Accept = value;
            else if (header.Key == "User-Agent") web.UserAgent = value;
            else if (header.Key != "Expect") web.Headers.Add(header.Key, value);
        }

        return web;
    }

    private static async Task WriteAsync(HttpWebRequest web, HttpContent content)
    {
        web.ContentType = content.Headers.ContentType.ToString();
        web.ContentLength = content.Headers.ContentLength
            ?? throw new InvalidOperationException("The length is not known.");
        web.AllowWriteStreamBuffering = false;
        using Stream target = await web.GetRequestStreamAsync().ConfigureAwait(false);
        await content.CopyToAsync(target).ConfigureAwait(false);
    }

    private static HttpResponseMessage Convert(HttpWebResponse web)
    {
        HttpResponseMessage response = new(web.StatusCode) { Content = new StreamContent(web.GetResponseStream()) };
        if (web.ContentLength >= 0) response.Content.Headers.ContentLength = web.ContentLength;
        foreach (string name in web.Headers.AllKeys)
        {
            if (name == "Content-Length") continue;

            bool isKnown = response.Headers.TryAddWithoutValidation(name, web.Headers[name])
                || response.Content.Headers.TryAddWithoutValidation(name, web.Headers[name]);
            if (!isKnown) throw new InvalidOperationException($"The header '{name}' is not taken.");
        }

        return response;
    }
}
