using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>What the service answers when all is well: to be spoiled by the cells.</summary>
internal static class FaultAnswers
{
    public static readonly string Response = Samples.Response(image: FaultPictures.Large).ReplaceLineEndings("");

    /// <summary>A further image call of the same id.</summary>
    public static readonly string Item = Large(Transcript.ItemDone())
        .Split("\"item\":")[1].Split(",\"output_index\"")[0];

    public static readonly string Images = ImagesScript.Answer(FaultPictures.Large).ReplaceLineEndings("");

    /// <summary>The JSON that is the whole answer to a cmdlet which does not stream.</summary>
    public static string Json(Way way) =>
        way is Way.New or Way.Edit or Way.Get or Way.Durable or Way.Wait ? Response : Images;

    /// <summary>The events that are the whole answer to a cmdlet which streams, by their short names.</summary>
    public static IReadOnlyList<(string Name, string Frame)> Events(Way way) => way is Way.Stream or Way.DurableStream
        ? [
            ("created", Transcript.Of(Transcript.Created)),
            ("in_progress", Transcript.Of(Transcript.InProgress)),
            ("partial_image", Large(Transcript.Partial())),
            ("output_item.done", Large(Transcript.ItemDone())),
            ("completed", Large(Transcript.Completed(Transcript.Item()))),
        ]
        : [
            ("partial_image", ImagesScript.Partial(0, FaultPictures.Large)),
            ("completed", ImagesScript.Completed(FaultPictures.Large)),
        ];

    /// <summary>Number of the event that brings the image.</summary>
    public static int ImageEvent(Way way) => way is Way.Stream or Way.DurableStream ? 3 : 1;

    /// <summary>Number of the event that brings the preview.</summary>
    public static int PartialEvent(Way way) => way is Way.Stream or Way.DurableStream ? 2 : 0;

    public static string Text(IEnumerable<(string Name, string Frame)> events) =>
        string.Concat(events.Select(e => e.Frame));

    /// <summary>The answer as HTTP.</summary>
    public static string Of(Way way) => way is Way.Stream or Way.StreamImages or Way.DurableStream
        ? RawAnswer.Of(200, Text(Events(way)), RawAnswer.EventStream)
        : RawAnswer.Of(200, Json(way));

    /// <summary>An event of the Responses API with the large picture for the small one.</summary>
    public static string Large(string json) =>
        Transcript.Of(json).Replace(Samples.PngBase64, FaultPictures.Base64, StringComparison.Ordinal);

    /// <summary>The JSON up to the middle of its picture.</summary>
    public static string UntilMiddle(string json) =>
        json[..(json.IndexOf(FaultPictures.Base64, StringComparison.Ordinal) + FaultPictures.Base64.Length / 2)];

    /// <summary>The JSON up to the quote that ends its picture.</summary>
    public static string UntilPicture(string json) =>
        json[..(json.IndexOf(FaultPictures.Base64, StringComparison.Ordinal) + FaultPictures.Base64.Length + 1)];
}
