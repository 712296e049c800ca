using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Terminal;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// How long it takes from a PNG of 1024 by 1024 pixels to the last byte for a terminal of 160 by 50 characters, the
/// first time in the process and warm.
/// </summary>
internal sealed class ShowRow : IRow
{
    private const int Side = 1024;

    private static readonly (AIImageProtocol Protocol, double Target)[] s_protocols =
        [(AIImageProtocol.Kitty, 60), (AIImageProtocol.Sixel, 150), (AIImageProtocol.Blocks, 150)];

    public string Name => "show";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        byte[] png = CreatePng();
        foreach ((AIImageProtocol protocol, double target) in s_protocols)
        {
            Task Show()
            {
                Draw(png, protocol);
                return Task.CompletedTask;
            }

            Measurement first = await Measurement.TakeAsync(Show);
            for (int round = 0; round < bench.Rounds.WarmUp; round++) Draw(png, protocol);
            List<Measurement> warm = [];
            for (int round = 0; round < bench.Rounds.Count; round++) warm.Add(await Measurement.TakeAsync(Show));

            Measurement median = Measurement.Median(warm);
            string name = $"{Side} x {Side} PNG in the terminal";
            yield return Figure.Of($"{name}, first", $"{protocol}", first);
            yield return Figure.Of(
                $"{name}, warm", $"{protocol}", median, new Comparison(median.Milliseconds, "ms", target));
        }
    }

    private static void Draw(byte[] png, AIImageProtocol protocol)
    {
        SilentTerminal terminal = new();
        TerminalTraits traits = new() { Protocol = protocol, IsTrueColor = true };
        IPainter? painter = new PainterFactory(terminal, traits, (null, null))
            .Create(png, ImageHeader.Read(png), out string? failure);
        if (painter is null) throw new InvalidOperationException(failure);

        TerminalOutput output = new(terminal, CancellationToken.None);
        new TerminalScreen(terminal, output).Draw(painter, key: null, isFinal: true);
    }

    /// <summary>Soft colours with a grain, as pictures have it, filtered as encoders do; about 1.6 MB.</summary>
    private static byte[] CreatePng()
    {
        Random random = new(1);
        using MemoryStream rows = new();
        using (ZLibStream deflate = new(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] row = new byte[1 + Side * 3];
            row[0] = 1;
            for (int y = 0; y < Side; y++)
            {
                int red = 0, green = 0, blue = 0;
                for (int x = 0; x < Side; x++)
                {
                    int grain = random.Next(8);
                    int nextRed = x / 5 + grain, nextGreen = y / 5 + grain, nextBlue = (x + y) / 9 + grain;
                    row[1 + x * 3] = (byte)(nextRed - red);
                    row[2 + x * 3] = (byte)(nextGreen - green);
                    row[3 + x * 3] = (byte)(nextBlue - blue);
                    (red, green, blue) = (nextRed, nextGreen, nextBlue);
                }

                deflate.Write(row);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        (header[8], header[9]) = (8, 2);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", header), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", []),
        ];
    }

    /// <summary>A chunk without its checksum, which no decoder here reads.</summary>
    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }

    /// <summary>Takes everything, and says nothing.</summary>
    private sealed class SilentTerminal : ITerminal
    {
        public int Columns => 160;

        public int Rows => 50;

        public Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        public bool CanAnswer => false;

        public bool HasInput => false;

        public string? Variable(string name) => null;

        public void Write(byte[] bytes, int count)
        {
        }

        public string ReadUntil(Func<string, bool> isWhole, TimeSpan limit) => string.Empty;

        public string? AskTmux(string format, TimeSpan limit) => null;
    }
}
