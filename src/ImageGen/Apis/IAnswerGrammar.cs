using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>What the answers of one API mean.</summary>
internal interface IAnswerGrammar
{
    /// <summary>True where every image of the answer is a final one.</summary>
    bool HasNoPreviews { get; }

    /// <summary>How many images must still come, so that the answer is no failure.</summary>
    int MissingImages { get; }

    /// <summary>An image of which nothing is known but its bytes, because the answer broke after it.</summary>
    Received DescribeRescued(ReceivedImage image);
}
