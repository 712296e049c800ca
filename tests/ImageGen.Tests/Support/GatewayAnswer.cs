using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImageGen.Tests.Support;

/// <summary>What a gateway or a web server answers in place of the service, in the shapes that were seen.</summary>
internal sealed record GatewayAnswer(string Name, int Status, string Server, string ContentType, string Body)
{
    private const string Html = "text/html";
    private const string Json = "application/json";
    private const string Text = "text/plain";

    /// <summary>What must be found of the page in the message.</summary>
    public string Words { get; init; } = string.Empty;

    /// <summary>Failures that say nothing of the work behind them.</summary>
    public static IReadOnlyList<GatewayAnswer> Silent { get; } =
    [
        Nginx(502, "Bad Gateway"),
        Squid(502, "ERR_READ_ERROR", "Read Error", "(104) Connection reset by peer"),
        Nginx(504, "Gateway Time-out"),
        Nginx(500, "Internal Server Error"),
        Squid(504, "ERR_GATEWAY_FAILURE", "Gateway Proxy Failure", "A non-recoverable internal failure"),
        HAProxy(502, "Bad Gateway", "The server returned an invalid or incomplete response"),
        new("Cloudflare", 520, "cloudflare", Html, Cloudflare(520, "Web server is returning an unknown error"))
        {
            Words = "Web server is returning an unknown error",
        },
        new("Cloudflare", 524, "cloudflare", Text, "error code: 524") { Words = "error code: 524" },
        new(
            "Application Load Balancer",
            502,
            "awselb/2.0",
            Html,
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
            + "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n")
        {
            Words = "502 Bad Gateway",
        },
        new("Envoy", 504, "envoy", Text, "upstream request timeout") { Words = "upstream request timeout" },
        new("Caddy", 502, "Caddy", Text, ""),
        new("API Gateway", 500, "", Json, """{"message":"Internal server error"}""")
        {
            Words = "Internal server error",
        },
        new(
            "API Management",
            500,
            "",
            Json,
            """{ "statusCode": 500, "message": "Internal server error", "activityId": "1b2c" }""")
        {
            Words = "Internal server error",
        },
        new("Spring", 502, "", Json, """{"path":"/v1/x","status":502,"error":"Bad Gateway","requestId":"5f2"}""")
        {
            Words = "Bad Gateway",
        },
        new("Endpoints", 502, "", Json, """{"error":{"code":502,"message":"upstream failed","status":"UNAVAILABLE"}}""")
        {
            Words = "upstream failed",
        },
        new("Apigee", 500, "", Json, """{"fault":{"faultstring":"Unexpected EOF at target","detail":{}}}""")
        {
            Words = "Unexpected EOF at target",
        },
        new("FastAPI", 500, "uvicorn", Text, "Internal Server Error") { Words = "Internal Server Error" },
    ];

    /// <summary>Limits and gateways without a live server: nothing was begun.</summary>
    public static IReadOnlyList<GatewayAnswer> Limits { get; } =
    [
        Nginx(503, "Service Temporarily Unavailable"),
        Nginx(429, "Too Many Requests"),
        Squid(503, "ERR_CONNECT_FAIL", "Connection to 127.0.0.1 failed.", "(111) Connection refused"),
        HAProxy(503, "Service Unavailable", "No server is available to handle this request"),
        new("Envoy", 503, "envoy", Text, "no healthy upstream") { Words = "no healthy upstream" },
        new("Kong", 429, "kong/3.7.0", Json, """{"message":"API rate limit exceeded","request_id":"4f1c"}""")
        {
            Words = "API rate limit exceeded",
        },
    ];

    /// <summary>A page of nginx, whose heading is its title unless it says more.</summary>
    public static GatewayAnswer Nginx(int status, string heading, string? title = null, string? line = null) => new(
        "nginx",
        status,
        "nginx/1.22.1",
        Html,
        $"<html>\r\n<head><title>{title ?? $"{status} {heading}"}</title></head>\r\n<body>\r\n"
        + $"<center><h1>{status} {heading}</h1></center>\r\n"
        + (line is null ? "" : $"<center>{line}</center>\r\n")
        + "<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n")
    {
        Words = line ?? $"{status} {heading}",
    };

    /// <summary>A page of squid, with its style sheet.</summary>
    public static GatewayAnswer Squid(int status, string error, string what, string system) => new(
        "squid",
        status,
        "squid/5.7",
        "text/html;charset=utf-8",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n"
        + "<meta type=\"copyright\" content=\"Copyright (C) 1996-2021 The Squid Software Foundation\">\n"
        + "<title>ERROR: The requested URL could not be retrieved</title>\n<style type=\"text/css\"><!--\n"
        + "body {\n font-family: verdana, sans-serif; background: #ffffff;\n}\n--></style>\n</head>"
        + $"<body id={error}>\n<div id=\"titles\">\n<h1>ERROR</h1>\n<h2>The requested URL could not be retrieved</h2>\n"
        + "</div>\n<hr>\n\n<div id=\"content\">\n<p>The following error was encountered while trying to retrieve the "
        + "URL: <a href=\"http://127.0.0.1:8080/v1/responses\">http://127.0.0.1:8080/v1/responses</a></p>\n\n"
        + $"<blockquote id=\"error\">\n<p><b>{what}</b></p>\n</blockquote>\n\n<p id=\"sysmsg\">The system returned: "
        + $"<i>{system}</i></p>\n\n<p>Your cache administrator is <a href=\"mailto:webmaster\">webmaster</a>.</p>\n"
        + "</div>\n<div id=\"footer\">\n<p>Generated Fri, 20 Nov 2026 10:00:00 GMT by proxy (squid/5.7)</p>\n"
        + $"<!-- {error} -->\n</div>\n</body></html>\n")
    {
        Words = what.TrimEnd('.'),
    };

    /// <summary>The headers that tell of the gateway.</summary>
    public (string Name, string Value)[] Headers => Server.Length == 0 ? [] : [("Server", Server)];

    /// <summary>The answer as a stub gives it.</summary>
    public StubAnswer ToStub(params (string, string)[] more) =>
        StubAnswer.Of(Status, Encoding.UTF8.GetBytes(Body), ContentType, [.. Headers, .. more]);

    /// <summary>The headers as a server without manners writes them.</summary>
    public string[] HeaderLines(params string[] more) =>
        [$"Content-Type: {ContentType}", .. Headers.Select(header => $"{header.Name}: {header.Value}"), .. more];

    public override string ToString() => $"{Name} {Status}";

    private static GatewayAnswer HAProxy(int status, string heading, string words) => new(
        "HAProxy", status, "", Html, $"<html><body><h1>{status} {heading}</h1>\n{words}.\n</body></html>\n")
    {
        Words = words,
    };

    private static string Cloudflare(int status, string what) =>
        $"<!DOCTYPE html>\n<!--[if lt IE 7]> <html class=\"no-js ie6 oldie\" lang=\"en-US\"> <![endif]-->\n<head>\n"
        + $"<title>api.example.com | {status}: {what}</title>\n<script>var s = \"<b>never</b>\";</script></head>\n"
        + $"<body>\n<h1><span>{what}</span><span>Error code {status}</span></h1>\n<div>Visit "
        + "<a href=\"https://www.cloudflare.com\">cloudflare.com</a> for more information.</div>\n</body>\n</html>\n";
}
