using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Files;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// What it adds to an image that goes to a file that content credentials are looked for: the header of the file alone,
/// and with the search, in an image that has them and in one that does not.
/// </summary>
internal sealed class CredentialsRow : IRow
{
    /// <summary>As long as a manifest that was recorded, and as long as common encoders make a chunk.</summary>
    private const int Manifest = 24_914;
    private const int Piece = 8192;

    /// <summary>A hundredth of what the image itself takes on a fast connection.</summary>
    private const double Target = 1;

    public string Name => "credentials";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        string with = Write(bench, "with.png", hasManifest: true);
        string without = Write(bench, "without.png", hasManifest: false);
        (string Who, Func<Task> Way)[] ways =
        [
            ("header alone", () => Look(without, isSearched: false)),
            ("and none found", () => Look(without, isSearched: true)),
            ("and found", () => Look(with, isSearched: true)),
        ];
        IReadOnlyList<Measurement> medians =
            await bench.Rounds.CompareAsync([.. ways.Select(way => way.Way)], times: 50);
        for (int at = 0; at < ways.Length; at++)
        {
            Comparison[] added = at == 0
                ? []
                : [new Comparison(medians[at].Milliseconds - medians[0].Milliseconds, "ms more", Target)];
            yield return Figure.Of("2 MB file, credentials", ways[at].Who, medians[at], added);
        }
    }

    private static Task Look(string path, bool isSearched)
    {
        // As the file is open in which an image arrives.
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        if (isSearched)
        {
            ImageHeader header = ImageHeader.ReadStart(file);
            if (header.HasContentCredentials != (Path.GetFileName(path) == "with.png"))
            {
                return Task.FromException(new InvalidDataException(path));
            }
        }
        else
        {
            byte[] start = new byte[ImageFormats.UsualHeaderLength];
            file.ReadExactly(start);
            ImageHeader.Read(start);
        }

        return Task.CompletedTask;
    }

    private static string Write(Bench bench, string name, bool hasManifest)
    {
        string path = Path.Combine(bench.Folder, name);
        using FileStream file = File.Create(path);
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        (header[2], header[6], header[8], header[9]) = (4, 4, 8, 2);
        Write(file, "IHDR", header);
        if (hasManifest) Write(file, "caBX", new byte[Manifest]);
        for (int written = 0; written < 2 * Bench.Megabyte; written += Piece) Write(file, "IDAT", new byte[Piece]);
        Write(file, "IEND", []);
        return path;
    }

    private static void Write(FileStream file, string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        file.Write([.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0]);
    }
}
