using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Desktop;

/// <summary>
/// How the handler of Windows PowerShell is set up, and that the settings of the process are nobody's to change.
/// </summary>
public sealed class HandlerTests
{
#pragma warning disable SYSLIB0014 // Obsolete here, and what .NET Framework goes by.
    private static (SecurityProtocolType, int) Process =>
        (ServicePointManager.SecurityProtocol, ServicePointManager.DefaultConnectionLimit);
#pragma warning restore SYSLIB0014

    [Fact]
    public void A_handler_has_connections_enough_and_leaves_the_process_alone()
    {
        (SecurityProtocolType, int) before = Process;

        using HttpClientHandler handler = Transports.CreateHandler(proxy: null);

        Assert.Equal(256, handler.MaxConnectionsPerServer);
        Assert.Equal(SslProtocols.None, handler.SslProtocols);
        Assert.Equal(before, Process);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_request_says_whether_its_body_is_announced(bool isAnnounced)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "https://example.com/");

        request.ChooseProtocol(isAnnounced);

        Assert.Equal(isAnnounced, request.Headers.ExpectContinue);
    }
}
