using System.Net;
using System.Security.Authentication;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Which TLS the handler offers, and which bodies are announced.</summary>
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

    [Theory]
    [InlineData(1024 * 1024, false)]
    [InlineData(1024 * 1024 + 1, true)]
    public void Only_a_long_body_is_announced(int length, bool isAnnounced)
    {
        Assert.Equal(isAnnounced, Transports.IsAnnounced(new JsonBody(new byte[length], new Uploads())));
        Assert.False(Transports.IsAnnounced(null));
    }
}
