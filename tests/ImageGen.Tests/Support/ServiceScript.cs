using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>Services that several tests need.</summary>
internal static class ServiceScript
{
    /// <summary>Answers resp_1 with ig_1, resp_2 with ig_2 and so on.</summary>
    public static Task<LoopbackService> CountingAsync(byte[]? image = null)
    {
        int count = 0;
        return LoopbackService.StartAsync((context, _) =>
        {
            count++;
            return LoopbackService.WriteJsonAsync(context, Samples.Response($"resp_{count}", $"ig_{count}", image));
        });
    }

    /// <summary>Refuses every request whose prompt holds the word, and answers the others.</summary>
    public static Task<LoopbackService> RefusingAsync(string word) => LoopbackService.StartAsync((context, request) =>
        Samples.Text(request.Body).Contains(word)
            ? LoopbackService.WriteJsonAsync(context, Samples.Error("refused", parameter: "prompt"), 400)
            : LoopbackService.WriteJsonAsync(context, Samples.Response()));
}
