using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Trial.Machine;

/// <summary>A certificate authority of the trial's own, and the certificates of its web servers.</summary>
internal sealed class Authority
{
    private readonly string _folder;
    private readonly X509Certificate2 _root;

    public Authority(string folder)
    {
        _folder = folder;
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=ImageGen trial", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
        TrustFile = Path.Combine(folder, "root.pem");
        File.WriteAllText(TrustFile, _root.ExportCertificatePem());
        Issue("good", "localhost", TimeSpan.FromDays(10));
        Issue("expired", "localhost", TimeSpan.FromDays(-1));
        Issue("otherhost", "elsewhere.example", TimeSpan.FromDays(10));
        UploadFile = Path.Combine(folder, "upload.png");
        File.WriteAllBytes(UploadFile, Upload());
    }

    /// <summary>What the children trust.</summary>
    public string TrustFile { get; }

    /// <summary>A picture of three megabytes, to be edited.</summary>
    public string UploadFile { get; }

    /// <summary>A certificate and its key, by the name that they were issued under.</summary>
    public (string Certificate, string Key) FilesOf(string name) =>
        (Path.Combine(_folder, name + ".pem"), Path.Combine(_folder, name + ".key"));

    private void Issue(string name, string host, TimeSpan left)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        names.AddDnsName("service.trial");
        names.AddIpAddress(IPAddress.Parse("10.99.0.2"));
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            _root, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow + left, RandomNumberGenerator.GetBytes(8));
        (string file, string keyFile) = FilesOf(name);
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }

    private static byte[] Upload()
    {
        byte[] image = new byte[3_000_000];
        new Random(2).NextBytes(image);
        byte[] start =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 4, 0,
        ];
        start.CopyTo(image, 0);
        return image;
    }
}
