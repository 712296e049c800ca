using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Sandbox.Encoders;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class WebpTests
{
    public static TheoryData<int, int, Pattern> Pictures
    {
        get
        {
            (int, int)[] sizes = [(1, 1), (2, 1), (1, 7), (3, 5), (16, 17), (64, 65), (301, 200)];
            return
            [
                .. from size in sizes
                   from pattern in Enum.GetValues<Pattern>()
                   select (size.Item1, size.Item2, pattern),
            ];
        }
    }

    public enum Pattern
    {
        Clear,
        Noise,
        Runs,
        Gradient,
        Repeats,
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Pixels_come_back_whatever_the_size(int width, int height, Pattern pattern)
    {
        foreach (bool hasAlpha in new[] { false, true })
        {
            Raster picture = Draw(width, height, pattern, hasAlpha);

            Raster read = WebpReader.TryRead(WebpWriter.Write(picture, CancellationToken.None), width * height)!;

            Assert.Equal((width, height, hasAlpha), (read.Width, read.Height, read.HasAlpha));
            Assert.True(picture.Pixels.AsSpan().SequenceEqual(read.Pixels), $"{pattern} differs.");
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Another_decoder_reads_the_same_pixels(int width, int height, Pattern pattern)
    {
        Assert.SkipUnless(HasDecoder, "dwebp (Debian's package webp) is not installed.");
        Raster picture = Draw(width, height, pattern, hasAlpha: true);
        using ScratchFolder folder = new();
        string webp = folder.At("a.webp");
        string pam = folder.At("a.pam");
        File.WriteAllBytes(webp, WebpWriter.Write(picture, CancellationToken.None));

        using Process decoder = Process.Start("dwebp", ["-quiet", "-pam", webp, "-o", pam]);
        await decoder.WaitForExitAsync(SandboxClient.Token);

        Assert.Equal(0, decoder.ExitCode);
        byte[] read = File.ReadAllBytes(pam);
        string head = Encoding.ASCII.GetString(read, 0, Math.Min(80, read.Length));
        Assert.Contains($"WIDTH {width}\nHEIGHT {height}\n", head);
        Assert.True(picture.Pixels.AsSpan().SequenceEqual(read.AsSpan(read.Length - picture.Pixels.Length)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(976, 704)]
    [InlineData(16384, 1)]
    public void The_container_says_what_is_in_it(int width, int height)
    {
        byte[] bytes = WebpWriter.Write(Draw(width, height, Pattern.Runs, hasAlpha: true), CancellationToken.None);
        ImageHeader header = ImageHeader.Read(bytes);

        Assert.Equal(("webp", width, height), (header.Format, header.Width, header.Height));
        Assert.Equal(0, bytes.Length % 2);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(bytes.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        Assert.Equal("WEBPVP8L", Encoding.ASCII.GetString(bytes, 8, 8));
        Assert.InRange(bytes.Length - 20 - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(16)), 0, 1);
        Assert.Equal(0x2F, bytes[20]);
        Assert.Equal(1, bytes[24] >> 4 & 1);
    }

    /// <summary>Counts that double make a code as deep as it has symbols.</summary>
    [Theory]
    [InlineData(2, 15)]
    [InlineData(16, 15)]
    [InlineData(30, 15)]
    [InlineData(19, 7)]
    public void No_code_is_longer_than_allowed_and_every_code_is_complete(int symbols, int longest)
    {
        int[] counts = [0, .. Enumerable.Range(0, symbols).Select(symbol => 1 << symbol), 0];

        byte[] lengths = PrefixLengths.For(counts, longest);

        Assert.InRange(lengths.Max(), 1, longest);
        Assert.Equal(counts.Select(count => count > 0), lengths.Select(length => length > 0));
        Assert.Equal(1, lengths.Where(length => length > 0).Sum(length => Math.Pow(2, -length)));
    }

    [Fact]
    public async Task Both_apis_answer_with_webp_and_its_previews_are_webp()
    {
        using SandboxClient client = new();
        const string Webp = "\"output_format\":\"webp\"";
        JsonElement images = await client.GenerateAsync(SandboxClient.Images("A fox", "," + Webp));
        JsonElement png = await client.GenerateAsync(SandboxClient.Images("A fox"));
        List<JsonElement> events = await client.StreamAsync(SandboxClient.Body(
            "A fox", $$"""{"type":"image_generation","partial_images":1,{{Webp}}}""", ",\"stream\":true"));
        byte[] partial = events.Single(data => data.TryGetProperty("partial_image_b64", out _))
            .GetProperty("partial_image_b64").GetBytesFromBase64();

        Assert.Equal("webp", SandboxClient.Text(images, "output_format"));
        Assert.Equal(SandboxClient.Datum(images), SandboxClient.Bytes(events[^1].GetProperty("response")));
        Assert.Equal("webp", ImageHeader.Read(SandboxClient.Datum(images)).Format);
        Assert.Equal("webp", ImageHeader.Read(partial).Format);
        Assert.True(SandboxClient.Datum(images).Length < SandboxClient.Datum(png).Length);
    }

    [Fact]
    public async Task A_clear_background_stays_clear()
    {
        using SandboxClient client = new();
        JsonElement images = await client.GenerateAsync(SandboxClient.Images(
            "A fox", ",\"output_format\":\"webp\",\"background\":\"transparent\",\"output_compression\":40"));

        Raster picture = WebpReader.TryRead(SandboxClient.Datum(images), 1024 * 1024)!;

        Assert.True(picture is { HasAlpha: true, HasTransparentPixels: true });
    }

    [Fact]
    public async Task An_edit_starts_from_a_webp_of_the_sandbox_and_no_other()
    {
        using SandboxClient client = new();
        byte[] own = WebpWriter.Write(
            PictureReader.Decode(TestPictures.Png(color: 0x2040C0), "image"), CancellationToken.None);
        byte[] other = [.. own];
        other[8 + 4 + 3] = (byte)' ';
        JsonElement edit = await client.EditAsync(SandboxClient.Json(Edit(own)));
        JsonElement error = await client.RefuseAsync("images/edits", SandboxClient.Json(Edit(other)));

        Assert.True(TestPictures.ShareOf(SandboxClient.Datum(edit), 0x2040C0) > 0.3);
        Assert.Equal("sandbox_unsupported", SandboxClient.Text(error, "code"));
        Assert.Contains("Convert the image to png", SandboxClient.Text(error, "message"));
    }

    [Fact]
    public async Task A_webp_that_is_cut_off_or_broken_is_refused()
    {
        using SandboxClient client = new();
        byte[] whole = WebpWriter.Write(Draw(40, 40, Pattern.Noise, hasAlpha: false), CancellationToken.None);
        for (int length = 30; length < whole.Length; length += 97)
        {
            byte[] cut = whole[..length];
            JsonElement error = await client.RefuseAsync("images/edits", SandboxClient.Json(Edit(cut)));

            Assert.Equal("image_parse_error", SandboxClient.Text(error, "code"));
        }
    }

    private static bool HasDecoder => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "dwebp")));

    private static string Edit(byte[] webp) => SandboxClient.Images(
        "Add a hat",
        $$""","images":[{"image_url":"data:image/webp;base64,{{Convert.ToBase64String(webp)}}"}]""");

    private static Raster Draw(int width, int height, Pattern pattern, bool hasAlpha)
    {
        Random random = new(width * height);
        byte[] pixels = new byte[width * height * 4];
        for (int index = 0; index < pixels.Length; index++)
        {
            int x = index / 4 % width;
            int y = index / 4 / width;
            pixels[index] = pattern switch
            {
                Pattern.Clear => 0,
                Pattern.Noise => (byte)random.Next(256),
                Pattern.Runs => random.Next(20) > 0 && index > 3 ? pixels[index - 4] : (byte)random.Next(256),
                Pattern.Gradient => (byte)(x * 3 + y * 7),
                _ => (byte)(x * 31 % 17 * (y % 5) + index % 4),
            };
            if (index % 4 == 3 && !hasAlpha) pixels[index] = 255;
        }

        return new Raster(width, height, pixels, hasAlpha);
    }
}
