using System.Net;
using System.Security.Authentication;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Which TLS the handler offers.</summary>
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
}
