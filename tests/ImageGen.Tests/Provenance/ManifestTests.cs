using System;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Provenance;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Provenance;

/// <summary>Content credentials are found in every format, read as they stand, and never trusted.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> Formats => ["png", "jpeg", "webp"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_manifest_is_found_and_read_whole(string format)
    {
        byte[] image = With(format, Manifests.Recorded);

        Assert.Equal(format, ImageHeader.Read(image).Format);
        Assert.True(ImageHeader.ReadWhole(image).HasContentCredentials);
        Assert.Equal(Manifests.Recorded, ContentCredentials.ReadManifest(new MemoryStream(image), format));
    }

    [Fact]
    public void An_image_without_one_has_none()
    {
        Assert.False(ImageHeader.ReadWhole(Samples.Png).HasContentCredentials);
        Assert.False(ImageHeader.ReadWhole(Jpegs.Of(4, 3)).HasContentCredentials);
        Assert.False(ImageHeader.ReadWhole(Pngs.Large(64, 64)).HasContentCredentials);
    }

    [Fact]
    public void A_box_of_another_standard_is_none_and_does_not_get_into_it()
    {
        byte[] plain = Manifests.WithForeignBox(Jpegs.Of(4, 3));
        byte[] signed = Manifests.WithForeignBox(Manifests.Jpeg(Manifests.Recorded));

        Assert.False(ImageHeader.ReadWhole(plain).HasContentCredentials);
        Assert.Null(ContentCredentials.ReadManifest(new MemoryStream(plain), "jpeg"));
        Assert.True(ImageHeader.ReadWhole(signed).HasContentCredentials);
        Assert.Equal(Manifests.Recorded, ContentCredentials.ReadManifest(new MemoryStream(signed), "jpeg"));
    }

    /// <summary>The name of the chunk in a text or among pixels is none.</summary>
    [Fact]
    public void Only_a_chunk_counts()
    {
        byte[] text = [.. "caBX jumb c2pa"u8];
        byte[] chunk = [0, 0, 0, (byte)text.Length, .. "tEXt"u8, .. text, 0, 0, 0, 0];
        byte[] image = [.. Samples.Png[..33], .. chunk, .. Samples.Png[33..]];

        Assert.False(ImageHeader.ReadWhole(image).HasContentCredentials);
    }

    [Fact]
    public void The_claim_of_the_active_manifest_is_read()
    {
        ManifestClaim claim = ManifestClaim.Read(Manifests.Recorded)!;

        Assert.Equal(("OpenAI", "ChatGPT"), (claim.Issuer, claim.Generator));
        Assert.Equal(["c2pa.created", "c2pa.converted"], claim.Actions);
        Assert.Equal(["trainedAlgorithmicMedia"], claim.SourceTypes);
    }

    [Fact]
    public void Its_texts_are_clean_and_short()
    {
        ManifestClaim claim = ManifestClaim.Read(
            Manifests.Store("OpenAI", "a\u001b[31mb\u202Ec\r\nd" + new string('x', 40_000)))!;

        Assert.StartsWith("a[31mbc dxxx", claim.Generator);
        Assert.InRange(claim.Generator!.Length, 1, 200);
    }

    [Fact]
    public void A_manifest_that_is_cut_anywhere_breaks_nothing()
    {
        byte[] store = Manifests.Store("OpenAI", "ChatGPT");
        for (int cut = 0; cut < store.Length; cut++)
        {
            ManifestClaim? claim = ManifestClaim.Read(store.AsSpan(0, cut));
            Assert.True(claim?.Issuer is null or "OpenAI");
        }
    }

    [Fact]
    public void A_manifest_with_any_byte_turned_breaks_nothing()
    {
        byte[] store = Manifests.Store("OpenAI", "ChatGPT");
        foreach (byte wrong in (byte[])[0x00, 0x7F, 0x80, 0x9F, 0xBF, 0xFF])
        {
            for (int at = 0; at < store.Length; at++)
            {
                byte[] broken = [.. store];
                broken[at] = wrong;
                ManifestClaim? claim = ManifestClaim.Read(broken);
                Assert.True(claim is null || claim.Actions.Count <= 100);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_image_that_is_cut_anywhere_or_lies_about_lengths_breaks_nothing(string format)
    {
        byte[] image = With(format, Manifests.Store("OpenAI", "ChatGPT"));
        for (int at = 0; at < image.Length; at++)
        {
            _ = ContentCredentials.ReadManifest(new MemoryStream(image, 0, at), format);
            byte[] lying = [.. image];
            lying[at] = 0xFF;
            byte[]? manifest = ContentCredentials.ReadManifest(new MemoryStream(lying), format);
            Assert.True(manifest is null || manifest.Length <= image.Length + 16);
        }
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0x9F)]
    [InlineData(0xC1)]
    [InlineData(0xA1)]
    public void A_depth_without_end_is_refused(byte opening) =>
        Assert.False(CborReader.TryRead([.. Enumerable.Repeat(opening, 100_000)], out _));

    [Theory]
    [InlineData("9B7FFFFFFFFFFFFFFF")]
    [InlineData("BB7FFFFFFFFFFFFFFF")]
    [InlineData("5B7FFFFFFFFFFFFFFF")]
    [InlineData("7BFFFFFFFFFFFFFFFF")]
    public void A_length_beyond_the_bytes_is_refused(string hex) =>
        Assert.False(CborReader.TryRead(Convert.FromHexString(hex), out _));

    private static byte[] With(string format, byte[] manifest) => format switch
    {
        "png" => Manifests.Png(manifest),
        "jpeg" => Manifests.Jpeg(manifest),
        _ => Manifests.Webp(manifest),
    };
}
