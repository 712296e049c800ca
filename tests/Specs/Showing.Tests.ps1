BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Show-AIImage where nobody looks' {
    BeforeEach { Enter-Folder -Pictures 1 }
    AfterEach { Pop-Location }

    # In a process of its own, whose output is a pipe: what comes out is all that was written, whoever wrote it.
    It 'writes nothing into a redirected output' {
        $script = "Import-Module '$module'; Show-AIImage ./picture-1.png -Protocol Kitty; 'end'"
        & ([Environment]::ProcessPath) -NoProfile -Command $script | Should -Be 'end'
    }

    It 'writes nothing in a job, and emits nothing' {
        $job = Start-Job -WorkingDirectory $PWD.Path -ScriptBlock {
            Import-Module $using:module
            Show-AIImage ./picture-1.png -Protocol Sixel
            'end'
        }
        Receive-Job $job -Wait -AutoRemoveJob | Should -Be 'end'
    }

    It 'still says what is no image' {
        Set-Content note.txt 'hello'
        Get-ErrorId { Show-AIImage ./note.txt } | Should -Be 'ImageReadFailed'
        Get-ErrorId { Show-AIImage ./gone.png } | Should -Be 'ImageReadFailed'
    }

    It 'passes images on' {
        $images = Get-AIImage ./picture-1.png | Show-AIImage -PassThru
        $images.Prompt | Should -Be (Get-AIImage ./picture-1.png).Prompt
        (Get-ChildItem *.png | Show-AIImage -PassThru | Get-FileHash).Hash | Should -Be (Get-FileHash picture-1.png).Hash
    }
}

Describe 'Show-AIImage -Viewer' -Skip:(-not $IsLinux) {
    # A program of that name, which notes what it was given.
    BeforeAll {
        function Wait-Opened {
            for ($round = 0; $round -lt 1500 -and -not (Get-Content opened -ErrorAction Ignore); $round++) {
                Start-Sleep -Milliseconds 20
            }
        }
    }
    BeforeEach {
        Enter-Folder -Pictures 1
        Set-Content xdg-open "#!/bin/sh`nprintf '%s|' `"`$#`" `"`$@`" >> '$PWD/opened'" -NoNewline
        chmod +x xdg-open
        $path = $env:PATH
        $env:PATH = "${PWD}:$path"
    }
    AfterEach {
        $env:PATH = $path
        Pop-Location
    }

    It 'gives the file to the program of the system as one argument' {
        Rename-Item picture-1.png "a 'fox' `$(id).png"
        Get-ChildItem *.png | Show-AIImage -Viewer

        Wait-Opened
        $count, $uri = (Get-Content opened) -split '\|'
        $count | Should -Be 1
        ([uri] $uri[0]).LocalPath | Should -Be (Get-Item *.png).FullName
    }

    It 'writes an image without a file to one first' {
        $image = New-AIImage 'a fox' -Quality low
        $image | Show-AIImage -Viewer

        Wait-Opened
        $file = ([uri] ((Get-Content opened) -split '\|')[1]).LocalPath
        [Convert]::ToBase64String([IO.File]::ReadAllBytes($file)) | Should -Be $image.ToBase64()
        Remove-Item -LiteralPath $file
    }
}
