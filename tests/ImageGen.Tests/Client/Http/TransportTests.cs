using System.Net;
using System.Security.Authentication;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>How the handler is set up, and that the settings of the process are nobody's to change.</summary>
public sealed class TransportTests
{
    private const SecurityProtocolType Ssl3 = (SecurityProtocolType)48;
    private const SecurityProtocolType TlsOne = (SecurityProtocolType)192;

    [Theory]
    [InlineData(SecurityProtocolType.SystemDefault, SslProtocols.None)]
    [InlineData(SecurityProtocolType.Tls12, SslProtocols.None)]
    [InlineData(SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13, SslProtocols.None)]
    [InlineData(Ssl3 | TlsOne | SecurityProtocolType.Tls12, SslProtocols.None)]
    [InlineData(Ssl3 | TlsOne, SslProtocols.Tls12)]
    [InlineData(TlsOne, SslProtocols.Tls12)]
    [InlineData(Ssl3, SslProtocols.Tls12)]
    public void TLS_1_2_is_offered_where_the_process_does_not(SecurityProtocolType process, SslProtocols handler)
    {
        Assert.Equal(handler, Transports.ProtocolsFor(process));
    }

#if DESKTOP_BINARY
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
    [InlineData(0, false)]
    [InlineData(1024 * 1024, false)]
    [InlineData(1024 * 1024 + 1, true)]
    public void Only_a_large_body_waits_to_be_asked_for(int length, bool isExpected)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "https://example.com/")
        {
            Content = new ByteArrayContent(new byte[length]),
        };

        request.ChooseProtocol();

        Assert.Equal(isExpected, request.Headers.ExpectContinue);
    }

    [Fact]
    public void What_is_only_fetched_expects_nothing()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "https://example.com/");

        request.ChooseProtocol();

        Assert.False(request.Headers.ExpectContinue);
    }
#endif
}
