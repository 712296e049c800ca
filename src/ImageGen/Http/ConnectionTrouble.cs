using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// Why a connection was not made or broke, so that the user can act: where to, and whether that is the proxy.
/// </summary>
internal sealed class ConnectionTrouble
{
    private const int ProxyAuthenticationRequired = 407;

    /// <summary>The end of the framework's own words: the host and port that it tried.</summary>
    private static readonly Regex s_tried = new(
        @" \((?<host>[^()\s]+):(?<port>\d+)\)$", RegexOptions.CultureInvariant);

    private static readonly Regex s_tunnel = new(
        @"proxy '(?<proxy>.*)' failed with status code '(?<status>\d{3})'", RegexOptions.CultureInvariant);

    private ConnectionTrouble(string message) => Message = message;

    public string Message { get; }

    public string ErrorId { get; private init; } = ErrorIds.ConnectionFailed;

    /// <summary>The status with which a proxy refused; null otherwise.</summary>
    public int? ProxyStatus { get; private init; }

    /// <summary>True where every further connection would fail the same way.</summary>
    public bool IsPermanent { get; private init; }

    /// <summary>What the framework's exception says about the connection to this address.</summary>
    public static ConnectionTrouble FromException(Exception exception, Uri target)
    {
        List<Exception> causes = [];
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException) causes.Add(cause);
        string words = causes[causes.Count - 1].Message;
        bool isUntrusted = causes.Exists(cause =>
            cause is RefusedCertificateException or WebException { Status: WebExceptionStatus.TrustFailure });
        if (isUntrusted)
        {
            return new ConnectionTrouble($"No secure connection to {NameOf(target)} could be made. {words}")
            {
                IsPermanent = true,
            };
        }

        (int? status, string proxy) = ProxyRefusal(causes);
        bool isRefused = status == ProxyAuthenticationRequired || (words.Holds("SOCKS") && words.Holds("authenticat"));
        if (isRefused)
        {
            return new ConnectionTrouble($"{proxy} rejects the user name or password.")
            {
                ErrorId = ErrorIds.AuthenticationFailed,
                ProxyStatus = status,
                IsPermanent = true,
            };
        }

        return new ConnectionTrouble(status is null
            ? $"The connection{Destination(causes, target)} failed: {words}"
            : $"{proxy} could not connect to {NameOf(target)} (status {status}).");
    }

    /// <summary>The status of a proxy that does not let the connection through, and the proxy.</summary>
    private static (int? Status, string Proxy) ProxyRefusal(List<Exception> causes)
    {
        foreach (Exception cause in causes)
        {
            Match tunnel = s_tunnel.Match(cause.Message);
            if (tunnel.Success)
            {
                string name = Uri.TryCreate(tunnel.Groups["proxy"].Value, UriKind.Absolute, out Uri? proxy)
                    ? $"The proxy {NameOf(proxy)}"
                    : "The proxy";
                return (int.Parse(tunnel.Groups["status"].Value), name);
            }

            bool isProxy = cause is WebException
            {
                Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired },
            };
            if (isProxy) return (ProxyAuthenticationRequired, "The proxy");
        }

        return (null, "The proxy");
    }

    /// <summary>The address of the connection; empty where it was made, or the framework does not say.</summary>
    private static string Destination(List<Exception> causes, Uri target)
    {
        bool isProxy = causes.Exists(
            cause => cause is WebException { Status: WebExceptionStatus.ProxyNameResolutionFailure });
        if (isProxy) return " to the proxy";

        Match? tried = causes.Select(cause => s_tried.Match(cause.Message)).FirstOrDefault(match => match.Success);
        if (tried is null) return string.Empty;

        string name = $"{tried.Groups["host"].Value}:{tried.Groups["port"].Value}";
        return $" to {(IsSame(name, target) ? string.Empty : "the proxy ")}{name}";
    }

    private static bool IsSame(string name, Uri target) =>
        name.Equals(NameOf(target), StringComparison.OrdinalIgnoreCase)
        || name.Equals($"{target.Host}:{target.Port}", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(Uri address) => $"{address.IdnHost}:{address.Port}";
}
