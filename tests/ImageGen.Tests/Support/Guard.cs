using System;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>Turns a test that would hang into one that fails. No test depends on how long anything takes.</summary>
internal static class Guard
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task Soon(this Task task) => task.WaitAsync(s_limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(s_limit);
}
