using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>What happens to the folder and the target while the image is under way, and names that cannot be.</summary>
internal static class FileCells
{
    private static readonly EnumerationOptions s_all = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None,
    };

    public static IEnumerable<FaultCell> All =>
    [
        .. new[] { Way.New, Way.NewImages, Way.Stream, Way.StreamImages }.SelectMany(During),
        .. Several,
        .. Names,
    ];

    private static IEnumerable<FaultCell> During(Way way)
    {
        FaultCell saved = new("file", "", way)
        {
            Images = 1, Delivered = 1, Partials = way is Way.Stream or Way.StreamImages ? 1 : 0,
        };
        FaultCell failed = saved with { Error = "ImageWriteFailed", Images = 0, Carried = 1 };
        FaultCell refused = new("file", "", way) { Error = "ImageWriteFailed", Images = 0, Delivered = 0, Posts = 0 };
        Exchange Now(Action<string> change) => WhileUnderWay(way, change);
        return
        [
            failed.With("target taken meanwhile", Now(folder => Write(folder, "fox.png"))) with
            {
                Error = "FileExists", Files = ["fox.png"],
            },
            saved.With("target taken meanwhile, and forced", Now(folder => Write(folder, "fox.png"))) with
            {
                More = " -Force",
            },
            saved.With("target taken and freed meanwhile", Now(folder =>
            {
                Write(folder, "fox.png");
                File.Delete(Path.Combine(folder, "fox.png"));
            })),
            failed.With(
                "target became a folder", Now(
                    folder => Directory.CreateDirectory(Path.Combine(folder, "fox.png")))) with
            {
                Files = ["fox.png/"],
            },
            saved.With("temporary file removed", Now(folder => File.Delete(Temporary(folder)!))),
            saved.With(
                "folder vanished", Now(folder => Directory.Delete(Path.Combine(folder, "sub"), recursive: true))) with
            {
                OutFile = "sub/fox.png", Files = ["sub/fox.png"],
            },
            failed.With("folder replaced by a file", Now(folder =>
            {
                Directory.Delete(Path.Combine(folder, "sub"), recursive: true);
                Write(folder, "sub");
            })) with { OutFile = "sub/fox.png", Files = ["sub"] },
            failed.With(
                "sidecar is a folder", Now(
                    folder => Directory.CreateDirectory(Path.Combine(folder, "fox.png.json")))) with
            {
                More = " -Sidecar", Files = ["fox.png", "fox.png.json/"],
            },
            refused.With("path too long") with { OutFile = string.Concat(Enumerable.Repeat("sub/", 1500)) + "fox.png" },
            refused.With("folder is a file") with
            {
                OutFile = "sub/fox.png", Files = ["sub"], Before = folder => Write(folder, "sub"),
            },
            refused.With("folder cannot be written to") with { OutFile = "/proc/fox.png" },
            refused.With("folder cannot be written to, named by the id") with { OutFile = "/proc/{id}.png" },
        ];
    }

    private static IEnumerable<FaultCell> Several
    {
        get
        {
            string two = RawAnswer.Of(200, ImagesScript.Answer(FaultPictures.Large, FaultPictures.Large));
            string same = FaultAnswers.Response.Replace("\"output\":[", $"\"output\":[{FaultAnswers.Item},");
            FaultCell both = new("file", "", Way.NewImages)
            {
                Images = 2, Delivered = 2, Files = ["fox-1.png", "fox-2.png"], More = " -Count 2",
            };
            return
            [
                both.With("two images", Acts.Send(two)),
                both.With("the second target taken meanwhile", async (connection, folder) =>
                {
                    await connection.ReadRequestAsync();
                    Write(folder, "fox-2.png");
                    await connection.WriteAsync(two);
                }) with { Error = "FileExists", Images = 1, Carried = 1 },
                both.With("both targets taken meanwhile", async (connection, folder) =>
                {
                    await connection.ReadRequestAsync();
                    Write(folder, "fox-1.png");
                    Write(folder, "fox-2.png");
                    await connection.WriteAsync(two);
                }) with { Error = "FileExists,FileExists", Images = 0, Carried = 2 },
                new("file", "two images of one id", Way.New, Acts.Answer(same))
                {
                    Error = "FileExists", Images = 1, Carried = 1, Delivered = 2, OutFile = "{id}.png",
                    Files = ["ig_1.png"],
                },
                new("file", "one image more than asked for", Way.NewImages, Acts.Send(two))
                {
                    Images = 2, Delivered = 2, Files = ["fox.png", "fox-2.png"],
                },
            ];
        }
    }

    private static IEnumerable<FaultCell> Names
    {
        get
        {
            FaultCell saved = new("file", "", Way.New, Acts.Good(Way.New)) { Images = 1, Delivered = 1 };
            FaultCell Named(string fault, string outFile, string file) =>
                saved with { Fault = fault, OutFile = outFile, Files = [file] };
            FaultCell Identified(string id, string file) => saved.With(
                $"id '{id}'", Acts.Answer(FaultAnswers.Response.Replace("\"id\":\"ig_1\"", $"\"id\":\"{id}\""))) with
            {
                OutFile = "sub/{id}.png", Files = [$"sub/{file}.png"],
            };
            return
            [
                Named("300 letters", new string('x', 300) + ".png", new string('x', 196) + ".png"),
                Named("300 letters of two bytes", new string('ü', 300) + ".png", new string('ü', 98) + ".png"),
                Named(
                    "150 letters of four bytes",
                    string.Concat(Enumerable.Repeat("🦊", 150)) + ".png",
                    string.Concat(Enumerable.Repeat("🦊", 49)) + ".png"),
                Named("a dot and 300 letters", $"a.{new string('x', 300)}{{n}}", $"a.{new string('x', 198)}.png"),
                Named("a device", "NUL.png", "NUL_.png"),
                Named("a device without extension", "com{n}", "com1_.png"),
                Named("a dot at the end", "fox{n}.", "fox1.png"),
                Identified("../../fox", "fox"),
                Identified("..\\\\..\\\\fox", "fox"),
                Identified("/etc/passwd", "etc-passwd"),
                Identified("C:\\\\fox", "C--fox"),
                Identified("\\u0000\\u001b[2J\\u202efox", "2Jfox"),
                Identified("NUL", "NUL_"),
                Identified("..", "unknown"),
                Identified("", "unknown"),
                Identified(new string('x', 5000), new string('x', 196)),
            ];
        }
    }

    /// <summary>Changes something when most of the picture is in its temporary file, and then sends the rest.</summary>
    private static Exchange WhileUnderWay(Way way, Action<string> change)
    {
        string answer = FaultAnswers.Of(way);
        int end = way == Way.Stream
            ? answer.IndexOf("event: response.completed", StringComparison.Ordinal)
            : answer.Length;
        int most = answer.LastIndexOf(FaultPictures.Base64, end, StringComparison.Ordinal)
            + FaultPictures.Base64.Length - 100;
        return Acts.Local(async (connection, folder) =>
        {
            await connection.WriteAsync(answer[..most]);
            while (Temporary(folder) is null && !connection.IsClosing) await Task.Delay(1);
            change(folder);
            await connection.WriteAsync(answer[most..]);
        });
    }

    private static string? Temporary(string folder) =>
        Directory.EnumerateFiles(folder, "*.part", s_all).FirstOrDefault();

    private static void Write(string folder, string name) =>
        File.WriteAllText(Path.Combine(folder, name), FoundFile.Foreign);
}
