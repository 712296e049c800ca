using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Sandbox.Encoders;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class GifTests
{
    [Fact]
    public async Task Both_APIs_draw_moving_pictures()
    {
        using SandboxClient client = new();
        const string Options = """
            "output_format":"gif","frame_count":3,"frame_duration_ms":125,"size":"976x704"
            """;
        JsonElement images = await client.GenerateAsync(SandboxClient.Images("A fox", "," + Options));
        JsonElement response = await client.CreateAsync(
            SandboxClient.Body("A fox", $$"""{"type":"image_generation",{{Options}}}"""));
        byte[] gif = SandboxClient.Datum(images);
        List<(int Delay, byte[] Pixels)> frames = Decode(gif);

        Assert.Equal(gif, SandboxClient.Bytes(response));
        Assert.Equal([130, 130, 130], frames.Select(frame => frame.Delay));
        Assert.Equal(976 * 704 * 4, frames[0].Pixels.Length);
        Assert.NotEqual(frames[0].Pixels, frames[1].Pixels);
        Assert.NotEqual(frames[1].Pixels, frames[2].Pixels);
    }

    [Fact]
    public async Task Edits_go_on_from_a_GIF_and_unasked_there_are_nine_frames()
    {
        using SandboxClient client = new();
        JsonElement first = await client.CreateAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","output_format":"gif"}"""));
        JsonElement edit = await client.CreateAsync(SandboxClient.Body(
            "Add a hat", more: $",\"previous_response_id\":\"{SandboxClient.Text(first, "id")}\""));

        Assert.Equal(9, Decode(SandboxClient.Bytes(first)).Count);
        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(edit), "action"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(16, 15)]
    [InlineData(61, 64)]
    [InlineData(400, 301)]
    public void Pixels_come_back_whatever_the_size(int width, int height)
    {
        // Noise and flat areas: tables that fill up, codes of every width.
        Random random = new(width * height);
        Raster[] frames = [.. Enumerable.Range(0, 3).Select(index => Picture(width, height, random, index))];
        List<(int Delay, byte[] Pixels)> decoded = Decode(GifWriter.Write(frames, 200, CancellationToken.None));

        Assert.Equal(3, decoded.Count);
        for (int index = 0; index < frames.Length; index++)
        {
            Assert.True(frames[index].Pixels.SequenceEqual(decoded[index].Pixels), $"Frame {index} differs.");
        }
    }

    /// <summary>Colours that need no dithering; the middle frame changes nothing.</summary>
    private static Raster Picture(int width, int height, Random random, int frame)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int offset = 0; offset < pixels.Length; offset += 4)
        {
            bool isNoise = frame == 2 && offset / 4 % width > width / 3;
            pixels[offset] = (byte)(isNoise ? random.Next(2) * 255 : 255);
            pixels[offset + 1] = (byte)(isNoise ? random.Next(2) * 255 : 0);
            pixels[offset + 2] = (byte)(isNoise ? random.Next(6) * 51 : 102);
            pixels[offset + 3] = 255;
        }

        return new Raster(width, height, pixels, hasAlpha: false);
    }

    private static List<(int Delay, byte[] Pixels)> Decode(byte[] gif)
    {
        using MemoryStream stream = new(gif);
        return
        [
            .. ImageResult.AnimatedGifFramesFromStream(stream, ColorComponents.RedGreenBlueAlpha)
                .Select(frame => (frame.DelayInMs, frame.Data.ToArray())),
        ];
    }
}
