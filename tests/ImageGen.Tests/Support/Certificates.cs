using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Tests.Support;

/// <summary>A certificate that no system trusts.</summary>
internal static class Certificates
{
    private static readonly Lazy<X509Certificate2> s_selfSigned = new(() =>
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    });

    public static X509Certificate2 SelfSigned => s_selfSigned.Value;
}
