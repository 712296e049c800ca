using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Tests.Support;

/// <summary>Certificates that no system accepts.</summary>
internal static class Certificates
{
    private static readonly Lazy<X509Certificate2> s_selfSigned = new(() => Create("127.0.0.1", days: 30));

    /// <summary>For this machine, from an authority that nobody knows.</summary>
    public static X509Certificate2 SelfSigned => s_selfSigned.Value;

    /// <summary>A certificate for a host, signed by itself, that ends so many days from now.</summary>
    public static X509Certificate2 Create(string host, int days)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        if (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(days);
        using X509Certificate2 certificate = request.CreateSelfSigned(end.AddDays(-60), end);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
