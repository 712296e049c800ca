using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// Accepts what the system accepts, and says of any other certificate who issued it and what is wrong with it, which
/// the framework does not say.
/// </summary>
internal static class CertificateCheck
{
    /// <exception cref="RefusedCertificateException">The system does not accept the certificate.</exception>
    public static bool Accept(string? host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
            ? true
            : throw new RefusedCertificateException(
                DescribeRefusal(host, certificate as X509Certificate2, chain, errors));

    private static string DescribeRefusal(
        string? host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return $"{Shown(host)} sent no certificate.";

        IEnumerable<string> reasons = Reasons(host, certificate, chain, errors).Distinct();
        return $"The certificate of {Shown(host)} is not accepted: {string.Join("; ", reasons)}. "
            + $"Subject '{Shown(certificate.Subject)}', issuer '{Shown(certificate.Issuer)}'.";
    }

    private static IEnumerable<string> Reasons(
        string? host, X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            string name = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
            yield return $"it is for {(name.Length > 0 ? Shown(name) : "another name")}, not for {Shown(host)}";
        }

        foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
        {
            yield return status.Status switch
            {
                X509ChainStatusFlags.NotTimeValid => Time(certificate),
                X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain =>
                    $"its certificate authority is not in {Store} ({status.Status})",
                X509ChainStatusFlags.Revoked => "it was revoked",
                _ => status.Status.ToString(),
            };
        }

        bool isExplained =
            errors != SslPolicyErrors.RemoteCertificateChainErrors || chain is { ChainStatus.Length: > 0 };
        if (!isExplained) yield return "its certificate chain is not valid";
    }

    private static string Time(X509Certificate2 certificate)
    {
        DateTime now = DateTime.Now;
        return now > certificate.NotAfter ? $"it expired on {certificate.NotAfter:yyyy-MM-dd}"
            : now < certificate.NotBefore ? $"it is valid only from {certificate.NotBefore:yyyy-MM-dd}"
            : "a certificate in its chain is expired or not yet valid";
    }

    /// <summary>Where the system keeps the authorities that it trusts.</summary>
    private static string Store
    {
        get
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return "the store 'Trusted Root Certification Authorities' of Windows";
            }

            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX)) return "the keychain";

            return Environment.GetEnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } file
                ? $"SSL_CERT_FILE ('{Shown(file)}') or the system's store of certificates"
                : "the system's store of certificates";
        }
    }

    private static string Shown(string? text) => text is null ? "the server" : PlainText.Line(text);
}
